export { default as exp } from '@stdlib/math-base-special-exp/lib/main.js';
export { default as expm1 } from '@stdlib/math-base-special-expm1/lib/main.js';
export { default as log } from '@stdlib/math-base-special-ln/lib/main.js';
export { default as log1p } from '@stdlib/math-base-special-log1p/lib/main.js';
