// What the course claims, for all seeds that it names but the first, and the claims that take long.
import { expectClaims } from '../../course/claims.ts';

expectClaims('all seeds', ({ slow, seeds }) => (slow ? seeds : seeds.slice(1)));
