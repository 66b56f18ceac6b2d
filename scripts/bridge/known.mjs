// What is known of Gymnasium's tests before they run.

/**
 * Tests that never reach an environment of ours: they make environments and wrappers of their own in Python. That they pass says nothing of us.
 * @type {RegExp}
 */
export const notOfEnvironments =
  /^tests\.test_core.*\.(test_example_|test_reward_observation_action_wrapper|Test?|test_.*seed)/;

/**
 * Name of a test -> why it fails here.
 * @type {Record<string, string>}
 */
export const expectedFailures = {
  'tests.test_core.test_get_set_wrapper_attr':
    "It sets CartPole's gravity to 10 and reads attributes through wrappers in Python; here the constants of an environment are constants.",
};
