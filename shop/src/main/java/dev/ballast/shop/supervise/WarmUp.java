// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.load.Users;
import dev.ballast.shop.load.Visits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Rehearses every kind of visit until connections are open and hot code is compiled. */
final class WarmUp {

  private static final int AT_ONCE = 4;
  private static final int WELL_IN_A_ROW = 3;
  private static final long SEED = 4711;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private WarmUp() {}

  /** Makes visits, a few at a time; fails when they do not succeed in the end. */
  static void rehearse(List<Users> regions, int visits) throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> actors =
          regions.stream()
              .flatMap(
                  users ->
                      IntStream.range(0, AT_ONCE)
                          .mapToObj(
                              i -> threads.submit(() -> act(users, SEED + i, visits / AT_ONCE))))
              .toList();
      for (Future<Boolean> actor : actors) {
        if (!actor.get()) {
          throw new IOException("rehearsal visits fail: the shop does not work");
        }
      }
    } catch (ExecutionException e) {
      throw new IOException("rehearsal", e.getCause());
    }
  }

  private static boolean act(Users users, long seed, int visits) throws InterruptedException {
    Visits script = new Visits(new SplittableRandom(seed), 1);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int wellInARow = 0;
    for (int i = 0; i < visits || wellInARow < WELL_IN_A_ROW; i++) {
      wellInARow = users.rehearse(script.next()) ? wellInARow + 1 : 0;
      if (wellInARow == 0 && System.nanoTime() > deadline) {
        return false;
      }
    }
    return true;
  }
}
