import { type Body, BoxShape, EdgeShape, PolygonShape, RevoluteJoint, type Vec2Value, World } from 'planck';
import type { Point } from '../render/svg.js';
import { HEIGHT, HULL, LEG_DROP, LEG_HALF, LEG_REACH, WIDTH } from './lunarConstants.js';

const START: Vec2Value = { x: WIDTH / 2, y: HEIGHT };
const GROUND = 0x0001;
const LANDER = 0x0010;
const LEGS = 0x0020;
/** The angles (radians, from where it began) between which the left leg swings; mirrored for the right one. */
const SWING = [0.4, 0.9] as const;
const SPRING_TORQUE = 40;
const SPRING_SPEED = 0.3;

/** Moon, lander and legs in a world of Box2D, and which of them touch. */
export class LunarBodies {
  readonly lander: Body;
  /** The left and the right one. */
  readonly legs: readonly [Body, Body];
  /** Whether the left and the right leg are on the ground. */
  readonly touching: [boolean, boolean] = [false, false];
  /** Whether the lander itself ever hit the ground. */
  hasCrashed = false;
  private readonly world: World;

  /** @param gravity units / s^2, downwards negative  @param push the first force on the lander */
  constructor(gravity: number, terrain: readonly Point[], push: Vec2Value) {
    this.world = new World({ gravity: { x: 0, y: gravity } });
    this.addMoon(terrain);
    this.lander = this.addLander();
    this.lander.applyForceToCenter(push, true);
    this.legs = [this.addLeg(-1), this.addLeg(1)];
    this.world.on('begin-contact', (contact) => {
      this.meet([contact.getFixtureA().getBody(), contact.getFixtureB().getBody()], true);
    });
    this.world.on('end-contact', (contact) => {
      this.meet([contact.getFixtureA().getBody(), contact.getFixtureB().getBody()], false);
    });
  }

  /** Moves everything on. @param seconds of the step */
  step(seconds: number): void {
    this.world.step(seconds, 180, 60);
  }

  private meet(bodies: readonly Body[], begins: boolean): void {
    if (begins && bodies.includes(this.lander)) this.hasCrashed = true;
    this.legs.forEach((leg, i) => {
      if (bodies.includes(leg)) this.touching[i] = begins;
    });
  }

  private addMoon(terrain: readonly Point[]): void {
    const moon = this.world.createBody();
    moon.createFixture({ shape: new EdgeShape({ x: 0, y: 0 }, { x: WIDTH, y: 0 }) });
    for (let i = 1; i < terrain.length; i++) {
      const [from, to] = [terrain[i - 1], terrain[i]].map(([x, y]) => ({ x, y }));
      moon.createFixture({ shape: new EdgeShape(from, to), friction: 0.1 });
    }
  }

  private addLander(): Body {
    const lander = this.world.createDynamicBody({ position: START });
    lander.createFixture({
      shape: new PolygonShape(HULL.map(([x, y]) => ({ x, y }))),
      density: 5,
      friction: 0.1,
      filterCategoryBits: LANDER,
      filterMaskBits: GROUND,
    });
    return lander;
  }

  /** @param sign -1 for the left leg, which hangs right of its own middle, 1 for the right one */
  private addLeg(sign: -1 | 1): Body {
    const position = { x: START.x - sign * LEG_REACH, y: START.y };
    const leg = this.world.createDynamicBody({ position, angle: sign * 0.05 });
    leg.createFixture({
      shape: new BoxShape(LEG_HALF.width, LEG_HALF.height),
      density: 1,
      filterCategoryBits: LEGS,
      filterMaskBits: GROUND,
    });
    const [least, most] = SWING;
    const hinge = {
      localAnchorA: { x: 0, y: 0 },
      localAnchorB: { x: sign * LEG_REACH, y: LEG_DROP },
      referenceAngle: leg.getAngle(),
      enableMotor: true,
      maxMotorTorque: SPRING_TORQUE,
      motorSpeed: SPRING_SPEED * sign,
      enableLimit: true,
      lowerAngle: sign < 0 ? least : -most,
      upperAngle: sign < 0 ? most : -least,
    };
    this.world.createJoint(new RevoluteJoint(hinge, this.lander, leg));
    return leg;
  }
}
