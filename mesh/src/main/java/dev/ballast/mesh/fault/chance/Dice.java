// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.chance;

import dev.ballast.model.quantity.Ratio;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Draws by index: throw {@code n} of a seed and a name is the same number whoever asks, on
 * whichever thread and in whatever order. Thread-safe.
 */
/*
 * A shared generator gives each caller the next number, so with several event loops the same seed
 * decides differently in each run. Here a throw is a pure function: SplitMix64's output function
 * (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014) at position n
 * of the sequence that the seed starts. One multiplication chain, no state but the count. The name
 * moves the start, so that two faults under one seed are independent.
 */
public final class Dice {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

  private final long start;
  private final AtomicLong thrown = new AtomicLong();

  public Dice(long seed, String name) {
    this.start = mix(seed ^ mix(hash(name)));
  }

  /** Throw {@code index}, in [0, 1). */
  public double at(long index) {
    return (bits(index) >>> 11) * TWO_TO_MINUS_53;
  }

  /** Whether throw {@code index} falls into a share; a bigger share keeps all of a smaller one. */
  public boolean hits(Ratio share, long index) {
    return at(index) < share.value();
  }

  /** Whether the next throw falls into a share. */
  public boolean hits(Ratio share) {
    return hits(share, thrown.getAndIncrement());
  }

  /** The number of the next throw, for whoever draws more than one number with it. */
  public long next() {
    return thrown.getAndIncrement();
  }

  /** Randomness of its own for one connection or request. */
  public RandomGenerator stream(long index) {
    return new SplittableRandom(bits(~index));
  }

  private long bits(long index) {
    return mix(start + (index + 1) * GOLDEN_GAMMA);
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  /** FNV-1a, as {@code String.hashCode} has too many equal values. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
