// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.control.regions.probe.Pacelc;
import dev.ballast.control.regions.readiness.Replica;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.model.Consistency;
import dev.ballast.model.OperationPolicy;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.StoreSpec;
import dev.ballast.server.regions.RegionsJson.ChoiceJson;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What each operation's choice costs. Waits are those of any store, since they are the network's;
 * lag and loss only those of a store that keeps what the operation promises.
 */
final class Choices {

  private Choices() {}

  static List<ChoiceJson> of(RegionWatch.View view) {
    return view.policy().operations().stream().map(o -> choice(o, view)).toList();
  }

  static List<String> notes(RegionWatch.View view) {
    return view.policy().operations().stream()
        .map(
            operation ->
                store(operation.consistency(), view)
                    .map(store -> measured(store, view))
                    .orElseGet(
                        () ->
                            any(view)
                                .map(store -> measured(store, view).waitsOnly())
                                .orElse(Pacelc.NOTHING))
                    .note(operation))
        .toList();
  }

  private static ChoiceJson choice(OperationPolicy operation, RegionWatch.View view) {
    Optional<RegionWatch.StoreView> own = store(operation.consistency(), view);
    Optional<RegionWatch.StoreView> waits = own.or(() -> any(view));
    Pacelc round = waits.map(store -> measured(store, view)).orElse(Pacelc.NOTHING);
    Pacelc loss = own.map(store -> measured(store, view)).orElse(Pacelc.NOTHING);
    return new ChoiceJson(
        operation.service().value(),
        operation.operation(),
        operation.consistency().name().toLowerCase(Locale.ROOT),
        operation.merge().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        waits.map(RegionWatch.StoreView::name).orElse(""),
        known(round.acknowledge()),
        known(round.across()),
        own.map(RegionWatch.StoreView::name).orElse(""),
        known(loss.lag()),
        known(loss.recoveryPoint()),
        known(loss.writesAtRisk()));
  }

  /** A session reads followers of a store that one region decides for. */
  private static Optional<RegionWatch.StoreView> store(
      Consistency consistency, RegionWatch.View view) {
    return view.stores().stream()
        .filter(
            store -> {
              Consistency kept = consistency(store.name(), view.policy());
              return kept == consistency
                  || (consistency == Consistency.SESSION && kept == Consistency.STRONG);
            })
        .findFirst();
  }

  private static @Nullable Consistency consistency(String store, RegionPolicy policy) {
    return policy.stores().stream()
        .filter(spec -> spec.name().equals(store))
        .map(StoreSpec::consistency)
        .findFirst()
        .orElse(null);
  }

  private static Optional<RegionWatch.StoreView> any(RegionWatch.View view) {
    return view.stores().stream().findFirst();
  }

  private static Pacelc measured(RegionWatch.StoreView store, RegionWatch.View view) {
    return new Pacelc(
        store.acknowledgeMillis(),
        store.acrossMillis(),
        lags(store, view.situation()).max().orElse(Double.NaN),
        lags(store, view.situation()).min().orElse(Double.NaN),
        store.rowsPerSecond());
  }

  private static DoubleStream lags(RegionWatch.StoreView store, @Nullable Situation now) {
    return now == null
        ? DoubleStream.empty()
        : now.replicas().stream()
            .filter(r -> r.store().equals(store.name()) && r.from().equals(store.owner()))
            .map(Replica::lag)
            .mapToDouble(Duration::toMillis)
            .map(millis -> millis / 1e3);
  }

  private static @Nullable Double known(double value) {
    return Double.isFinite(value) ? Double.valueOf(Math.round(value * 100) / 100.0) : null;
  }
}
