// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit.sim;

import dev.ballast.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Runs scripts of what happens, each made from a seed, and makes a script that fails as short as it
 * can. {@code -Dseed=N} starts with the seed of a failure.
 */
public final class Scripts {

  private static final int MOST_TRIALS = 2_000;

  /** Makes a script. */
  @FunctionalInterface
  public interface Author<S> {
    List<S> write(RandomGenerator random);
  }

  /**
   * Plays a script in a world of that seed; throws an {@link AssertionError} when it goes wrong.
   */
  @FunctionalInterface
  public interface Play<S> {
    void play(long seed, List<S> script);
  }

  private Scripts() {}

  /**
   * Plays the scripts of so many seeds.
   *
   * @throws AssertionError with the seed and the shortest script found for the first that fails
   */
  public static <S> void forSeeds(long seed, int runs, Author<S> author, Play<S> play) {
    long first = Seeds.seed(seed);
    for (int i = 0; i < runs; i++) {
      List<S> script = author.write(new SplittableRandom(first + i));
      try {
        play.play(first + i, script);
      } catch (AssertionError e) {
        throw failure(first + i, i, runs, script, play, e);
      }
    }
  }

  private static <S> AssertionError failure(
      long seed, int run, int runs, List<S> script, Play<S> play, AssertionError first) {
    List<S> shortest = shrink(script, shorter -> fails(seed, shorter, play));
    AssertionError cause = first;
    try {
      play.play(seed, shortest);
    } catch (AssertionError e) {
      cause = e;
    }
    return new AssertionError(
        "run %d of %d failed; repeat with -Dseed=%d%n%d steps, of which %d are enough:%n%s%n%s"
            .formatted(
                run + 1,
                runs,
                seed,
                script.size(),
                shortest.size(),
                shortest.stream().map(s -> "  " + s).collect(Collectors.joining("\n")),
                cause.getMessage()),
        cause);
  }

  private static <S> boolean fails(long seed, List<S> script, Play<S> play) {
    try {
      play.play(seed, script);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  /** Whether a script still fails. */
  interface Fails<S> {
    boolean test(List<S> script);
  }

  /**
   * Leaves out ever smaller pieces as long as what is left fails (Zeller and Hildebrandt 2002,
   * ddmin with complements only): in the end no single step can be left out.
   */
  static <S> List<S> shrink(List<S> script, Fails<S> fails) {
    List<S> shortest = script;
    int trials = 0;
    for (int piece = Math.max(1, script.size() / 2); piece > 0; ) {
      boolean shorter = false;
      for (int at = 0; at < shortest.size() && trials < MOST_TRIALS; ) {
        List<S> less = new ArrayList<>(shortest);
        less.subList(at, Math.min(less.size(), at + piece)).clear();
        trials++;
        if (fails.test(less)) {
          shortest = less;
          shorter = true;
        } else {
          at += piece;
        }
      }
      piece = shorter && piece == 1 ? 1 : piece / 2;
      if (trials >= MOST_TRIALS) {
        break;
      }
    }
    return shortest;
  }
}
