// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Checks that something holds for many generated values. Each run has a seed of its own, so {@code
 * -Dseed=N} with the seed of a failure starts with the value that failed.
 */
public final class Property {

  private static final int LONGEST_VALUE = 2_000;

  /** Makes a value out of randomness. */
  @FunctionalInterface
  public interface Gen<T> {
    T next(RandomGenerator random);
  }

  /** Holds for a value, or throws. */
  @FunctionalInterface
  public interface Check<T> {
    void accept(T value) throws Exception;
  }

  private Property() {}

  /**
   * Runs a check on generated values; run {@code i} uses the seed plus {@code i}.
   *
   * @throws AssertionError that names the seed and the value of the first run that failed
   */
  public static <T> void forAll(long seed, int runs, Gen<T> gen, Check<T> check) {
    long first = Seeds.seed(seed);
    for (int i = 0; i < runs; i++) {
      var value = gen.next(new SplittableRandom(first + i));
      try {
        check.accept(value);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(failure(first + i, i, runs, value, e), e);
      }
    }
  }

  private static String failure(long seed, int run, int runs, Object value, Throwable cause) {
    var text = String.valueOf(value);
    var shown = text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
    return "run %d of %d failed; repeat with -Dseed=%d%nvalue: %s%n%s"
        .formatted(run + 1, runs, seed, shown, cause.getMessage());
  }
}
