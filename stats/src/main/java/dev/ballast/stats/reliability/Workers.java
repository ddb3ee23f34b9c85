// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.function.IntConsumer;

/** Runs numbered pieces of work in any order, on as many threads as its owner has. */
@FunctionalInterface
public interface Workers {

  /** One after the other, here and now. */
  Workers ONE =
      (pieces, work) -> {
        for (int i = 0; i < pieces; i++) {
          work.accept(i);
        }
      };

  /** Returns when all are done. */
  void run(int pieces, IntConsumer work);
}
