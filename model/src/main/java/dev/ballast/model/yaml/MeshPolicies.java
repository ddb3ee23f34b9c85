// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.mesh.Balancing;
import dev.ballast.model.mesh.Breaker;
import dev.ballast.model.mesh.ConcurrencyLimit;
import dev.ballast.model.mesh.Connections;
import dev.ballast.model.mesh.HealthCheck;
import dev.ballast.model.mesh.Locality;
import dev.ballast.model.mesh.Outlier;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.RateLimit;
import dev.ballast.model.mesh.RetryBudget;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads how a mesh treats one service. What is left out is as the records' defaults say. */
final class MeshPolicies {

  private final Consumer<Problem> report;
  private final Wholes wholes;

  MeshPolicies(Consumer<Problem> report) {
    this.report = report;
    this.wholes = new Wholes(report);
  }

  Policies of(Cursor service) {
    return new Policies(
        service.at("balancing").map(this::balancing).orElse(Balancing.DEFAULT),
        service.at("locality").map(MeshPolicies::locality).orElse(Locality.DEFAULT),
        service.at("healthCheck").map(this::healthCheck).orElse(HealthCheck.NONE),
        service.at("outlier").map(this::outlier).orElse(Outlier.DEFAULT),
        service.at("breaker").map(this::breaker).orElse(Breaker.NONE),
        service.at("connections").map(this::connections).orElse(Connections.DEFAULT),
        service.at("retryBudget").map(this::retryBudget).orElse(RetryBudget.DEFAULT),
        service.at("rateLimit").map(this::rateLimit).orElse(RateLimit.NONE),
        service.at("concurrency").map(this::concurrency).orElse(ConcurrencyLimit.NONE));
  }

  private Balancing balancing(Cursor map) {
    Balancing.Policy policy =
        MeshServices.word(map, "policy")
            .map(Balancing.Policy::valueOf)
            .orElse(Balancing.DEFAULT.policy());
    if (policy != Balancing.Policy.RING_HASH) {
      map.at("hashHeader")
          .ifPresent(
              at ->
                  report.accept(
                      new Problem.NotUsed(
                          at.place(),
                          at.path(),
                          "is read with policy: ring-hash only",
                          "",
                          Severity.WARNING)));
    }
    return new Balancing(policy, map.text("hashHeader").orElse(""));
  }

  private static Locality locality(Cursor map) {
    return new Locality(
        map.items("order").stream().map(Cursor::scalar).toList(),
        map.number("spill").orElse(Locality.DEFAULT.spill()));
  }

  private HealthCheck healthCheck(Cursor map) {
    HealthCheck otherwise = HealthCheck.NONE;
    return new HealthCheck(
        map.text("path").orElse(otherwise.path()),
        Times.of(map, "interval", otherwise.interval()),
        Times.of(map, "timeout", otherwise.timeout()),
        wholes.of(map, "unhealthyAfter", otherwise.unhealthyAfter()),
        wholes.of(map, "healthyAfter", otherwise.healthyAfter()));
  }

  private Outlier outlier(Cursor map) {
    Outlier otherwise = Outlier.DEFAULT;
    return new Outlier(
        wholes.of(map, "consecutive", otherwise.consecutive()),
        map.flag("gatewayOnly", otherwise.gatewayOnly()),
        Times.of(map, "ejection", otherwise.ejection()),
        Times.of(map, "longest", otherwise.longest()),
        share(map, "most", otherwise.most()));
  }

  private Breaker breaker(Cursor map) {
    Breaker otherwise = Breaker.NONE;
    return new Breaker(
        share(map, "failures", otherwise.failures()),
        wholes.of(map, "calls", otherwise.calls()),
        wholes.of(map, "least", otherwise.least()),
        Times.of(map, "open", otherwise.open()),
        wholes.of(map, "probes", otherwise.probes()));
  }

  private Connections connections(Cursor map) {
    Connections otherwise = Connections.DEFAULT;
    return new Connections(
        Times.of(map, "connectTimeout", otherwise.connectTimeout()),
        wholes.of(map, "most", otherwise.most()),
        wholes.of(map, "waiting", otherwise.waiting()),
        Times.of(map, "idle", otherwise.idle()));
  }

  private RetryBudget retryBudget(Cursor map) {
    return new RetryBudget(
        share(map, "share", RetryBudget.DEFAULT.share()),
        wholes.of(map, "perSecond", RetryBudget.DEFAULT.perSecond()));
  }

  private RateLimit rateLimit(Cursor map) {
    int requests = wholes.of(map, "requests", 0);
    Duration per = Times.of(map, "per", Duration.ofSeconds(1));
    if (per.isZero()) {
      map.at("per").ifPresent(at -> report.accept(at.badValue("more than 0", "Write: per: 1s")));
    }
    return new RateLimit(requests, per, wholes.of(map, "burst", requests));
  }

  private ConcurrencyLimit concurrency(Cursor map) {
    int least = wholes.of(map, "least", 5);
    int most = wholes.of(map, "most", 1000);
    if (least > most) {
      map.at("least")
          .ifPresent(at -> report.accept(at.badValue("at most `most`, which is " + most, "")));
    }
    int initial = wholes.of(map, "initial", 20);
    return new ConcurrencyLimit(Math.clamp(initial, Math.min(least, most), most), least, most);
  }

  private static Ratio share(Cursor map, String key, Ratio otherwise) {
    return new Ratio(map.number(key).orElse(otherwise.value()));
  }
}
