// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.target.RestartTarget;
import dev.ballast.connect.webhook.Orders;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Lives;
import dev.ballast.control.actuator.Restarter;
import dev.ballast.control.healing.Intent;
import dev.ballast.model.HealingAction.Restart;
import dev.ballast.model.Place;
import java.time.Duration;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Starts anew what was seen when it was decided, each instance by its pid and start, and nothing
 * that came after it: so what a dead process of ours has begun is never done twice.
 */
record RestartDeed(Restart restart, Place place, Set<String> units) implements Deed {

  private static final String ANEW = "started anew";
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @Override
  public Intent plan(String key) {
    return onPlace(
        restarter -> {
          Lives now = restarter.read();
          return new Intent(
              key,
              restart.word(),
              restarter.place(),
              now.lives(),
              anew(now.lives()),
              false,
              false,
              1.0 / Math.max(1, now.count()),
              now.count() - 1,
              "restart %s, one of %d after the other".formatted(restarter.place(), now.count()));
        });
  }

  private static SortedMap<String, String> anew(SortedMap<String, String> lives) {
    SortedMap<String, String> after = new TreeMap<>();
    lives.keySet().forEach(name -> after.put(name, ANEW));
    return after;
  }

  private <R> R onPlace(Function<Restarter, R> use) {
    return Filling.parsed(() -> RestartTarget.parse(Filling.in(restart.target(), place)))
        .with(ScaleDeed.access(restart.orchestrator()), units, use);
  }

  @Override
  public void act(Intent intent, boolean undo)
      throws Orders.UnclearException, InterruptedException {
    onPlace(
        restarter -> {
          Lives seen =
              new Lives(restarter.place(), new TreeMap<>(intent.before()), intent.before().size());
          restarter.restart(seen, intent.key());
          return true;
        });
    long end = System.nanoTime() + LONGEST.toNanos();
    while (gone(intent) < intent.before().size()) {
      if (System.nanoTime() - end >= 0) {
        throw new Orders.UnclearException(
            "not all of %s run anew after %d s".formatted(intent.target(), LONGEST.toSeconds()));
      }
      Thread.sleep(LOOK_EVERY);
    }
  }

  private long gone(Intent intent) {
    return onPlace(restarter -> restarter.read().gone(intent.before()));
  }

  /** As it was, started anew, or in between, which is asked again. */
  @Override
  public SortedMap<String, String> state(Intent intent) {
    long gone = gone(intent);
    if (gone == 0) {
      return intent.before();
    }
    if (gone < intent.before().size()) {
      throw new ActuatorException(
          Kind.REFUSED,
          intent.target(),
          "%d of %d run anew".formatted(gone, intent.before().size()),
          "wait for the others");
    }
    return intent.after();
  }
}
