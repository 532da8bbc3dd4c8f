// Every sentence of the course that a number settles: its run is computed by the native program for the first of its seeds, and compared.
// For the others, where it takes long, and for exercises: page/long/claims.test.ts.
import { expectClaims } from '../course/claims.ts';

expectClaims('the first seed', ({ slow, seeds }) => (slow ? [] : seeds.slice(0, 1)));
