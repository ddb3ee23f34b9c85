// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.target.Access;
import dev.ballast.connect.target.ScaleTarget;
import dev.ballast.control.actuator.Replicas;
import dev.ballast.control.actuator.ScaleChange;
import dev.ballast.control.actuator.Scaler;
import dev.ballast.control.healing.Intent;
import dev.ballast.model.HealingAction.Scale;
import dev.ballast.model.Place;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/** Runs more instances. */
record ScaleDeed(Scale scale, Place place) implements Deed {

  private static final String REPLICAS = "replicas";

  @Override
  public Intent plan(String key) {
    return onSet(
        scaler -> {
          Replicas now = scaler.read();
          int wanted = Math.max(now.wanted(), Math.min(scale.most(), now.wanted() + scale.by()));
          ScaleChange change = scaler.plan(wanted);
          return new Intent(
              key,
              scale.word(),
              scaler.place(),
              Deed.state(REPLICAS, Integer.toString(change.before().wanted())),
              Deed.state(REPLICAS, Integer.toString(wanted)),
              true,
              false,
              0,
              now.present(),
              "%s from %d to %d".formatted(scaler.place(), now.wanted(), wanted));
        });
  }

  /** How many are asked for and how many run. */
  Replicas replicas() {
    return onSet(Scaler::read);
  }

  private <R> R onSet(Function<Scaler, R> use) {
    return Filling.parsed(() -> ScaleTarget.parse(Filling.in(scale.target(), place)))
        .with(access(scale.orchestrator()), use);
  }

  /**
   * The usual ways.
   *
   * @param orchestrator of plain processes; empty: the usual one
   */
  static Access access(String orchestrator) {
    Access usual = Access.DEFAULT;
    return orchestrator.isEmpty()
        ? usual
        : new Access(
            usual.mesh(), usual.kubeconfig(), usual.context(), usual.haproxy(), orchestrator);
  }

  @Override
  public void act(Intent intent, boolean undo) {
    Map<String, String> from = undo ? intent.after() : intent.before();
    Map<String, String> to = undo ? intent.before() : intent.after();
    var _ =
        onSet(
            scaler -> {
              Replicas now = scaler.read();
              Replicas seen = new Replicas(now.place(), now.revision(), count(from), now.present());
              return scaler.set(count(to), seen);
            });
  }

  private static int count(Map<String, String> state) {
    return Integer.parseInt(state.getOrDefault(REPLICAS, "0"));
  }

  @Override
  public SortedMap<String, String> state(Intent intent) {
    return onSet(scaler -> Deed.state(REPLICAS, Integer.toString(scaler.read().wanted())));
  }
}
