// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.cost.Investment;
import dev.ballast.model.gate.Strategy;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.model.rollout.RolloutResources;
import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what differs between two configurations, resource by resource. */
final class Edits {

  private final List<Edit> edits = new ArrayList<>();

  private Edits() {}

  static List<Edit> between(Configuration before, Configuration after) {
    var all = new Edits();
    all.compare("Capacity", before.capacities(), after.capacities(), Edits::capacity);
    all.compare("CostModel", before.costs().models(), after.costs().models(), (_, _) -> List.of());
    all.compare("DataSource", before.dataSources(), after.dataSources(), Edits::dataSource);
    all.compare(
        "EscalationPolicy",
        before.onCall().policies(),
        after.onCall().policies(),
        OnCallEdits::policy);
    all.compare(
        "FaultAgent",
        before.faultAgents(),
        after.faultAgents(),
        (a, b) -> List.of(new Edit.Field("spec", a.toString(), b.toString())));
    all.compare(
        "Experiment",
        before.experiments(),
        after.experiments(),
        (a, b) -> List.of(new Edit.Field("spec", a.source().json(), b.source().json())));
    all.compare("GatePolicy", before.gates(), after.gates(), Edits::gate);
    all.compare(
        "Investment", before.costs().investments(), after.costs().investments(), Edits::investment);
    all.compare("Maintenance", before.maintenances(), after.maintenances(), Edits::maintenance);
    all.compare(
        "OnCallSchedule",
        before.onCall().schedules(),
        after.onCall().schedules(),
        OnCallEdits::schedule);
    all.compare("Region", before.regions(), after.regions(), Edits::region);
    all.compare(
        "RegionPolicy",
        before.regionPolicies(),
        after.regionPolicies(),
        (a, b) -> List.of(new Edit.Field("spec", a.toString(), b.toString())));
    all.compare(
        "Remediation", before.remediations(), after.remediations(), HealingEdits::remediation);
    all.compare("Replication", before.replications(), after.replications(), (_, _) -> List.of());
    all.compare("Service", before.services(), after.services(), Edits::service);
    all.compare("SLO", before.slos(), after.slos(), Edits::slo);
    all.compare("Webhook", before.webhooks(), after.webhooks(), Edits::webhook);
    all.rollouts(before.rollouts(), after.rollouts());
    return List.copyOf(all.edits);
  }

  private void rollouts(RolloutResources a, RolloutResources b) {
    compare("Canary", a.canaries(), b.canaries(), (x, y) -> diff(x.written(), y.written()));
    compare(
        "MetricTemplate", a.templates(), b.templates(), (x, y) -> diff(x.written(), y.written()));
    compare(
        "AlertProvider", a.providers(), b.providers(), (x, y) -> diff(x.written(), y.written()));
  }

  private static List<Edit.Field> diff(Tree before, Tree after) {
    return TreeEdits.between(before, after);
  }

  private <K extends Comparable<K>, V> void compare(
      String kind, Map<K, V> before, Map<K, V> after, BiFunction<V, V, List<Edit.Field>> fields) {
    var names = new TreeSet<K>(before.keySet());
    names.addAll(after.keySet());
    for (K name : names) {
      var old = before.get(name);
      var now = after.get(name);
      if (old == null) {
        edits.add(new Edit(Edit.Action.ADDED, kind, name.toString(), audited(now)));
      } else if (now == null) {
        edits.add(new Edit(Edit.Action.REMOVED, kind, name.toString(), List.of()));
      } else if (!old.equals(now)) {
        var changed =
            fields.apply(old, now).stream().filter(f -> !f.before().equals(f.after())).toList();
        edits.add(new Edit(Edit.Action.CHANGED, kind, name.toString(), changed));
      }
    }
  }

  /** Whoever takes time off a budget is to be read in the history. */
  private static List<Edit.Field> audited(@Nullable Object added) {
    return added instanceof Maintenance one
        ? List.of(
            new Edit.Field("by", "", one.by()),
            new Edit.Field("reason", "", one.reason()),
            new Edit.Field("start", "", one.times().start().toString()),
            new Edit.Field("end", "", one.times().end().toString()),
            new Edit.Field("cap", "", share(one.cap())))
        : List.of();
  }

  private static String share(Ratio cap) {
    return cap.value() == 0 ? "the usual" : number(cap);
  }

  /** Connection values are not shown: they may be secret. */
  private static List<Edit.Field> dataSource(DataSource a, DataSource b) {
    var names = new TreeSet<>(a.connection().keySet());
    names.addAll(b.connection().keySet());
    var changed =
        names.stream()
            .filter(n -> !a.connection().getOrDefault(n, "").equals(b.connection().get(n)))
            .map(n -> new Edit.Field("connectionDetails." + n, "(hidden)", "(changed)"));
    var fields = new ArrayList<>(List.of(new Edit.Field("type", a.type(), b.type())));
    changed.forEach(fields::add);
    return fields;
  }

  private static List<Edit.Field> maintenance(Maintenance a, Maintenance b) {
    return List.of(
        new Edit.Field("slos", a.slos().toString(), b.slos().toString()),
        new Edit.Field("services", a.services().toString(), b.services().toString()),
        new Edit.Field("start", a.times().start().toString(), b.times().start().toString()),
        new Edit.Field("end", a.times().end().toString(), b.times().end().toString()),
        new Edit.Field("timeZone", a.times().zone().getId(), b.times().zone().getId()),
        new Edit.Field("rule", a.times().rule(), b.times().rule()),
        new Edit.Field("reason", a.reason(), b.reason()),
        new Edit.Field("by", a.by(), b.by()),
        new Edit.Field("cap", share(a.cap()), share(b.cap())));
  }

  private static List<Edit.Field> investment(Investment a, Investment b) {
    return List.of(
        new Edit.Field("model", a.model(), b.model()),
        new Edit.Field("description", a.description(), b.description()),
        new Edit.Field("once", a.once().toPlainString(), b.once().toPlainString()),
        new Edit.Field("monthly", a.monthly().toPlainString(), b.monthly().toPlainString()),
        new Edit.Field("saves", a.saves().toPlainString(), b.saves().toPlainString()));
  }

  private static List<Edit.Field> region(Region a, Region b) {
    return List.of(new Edit.Field("displayName", a.displayName(), b.displayName()));
  }

  private static List<Edit.Field> service(Service a, Service b) {
    return List.of(
        new Edit.Field("description", a.description(), b.description()),
        new Edit.Field("team", a.team(), b.team()),
        new Edit.Field("kind", name(a.kind()), name(b.kind())),
        new Edit.Field("dependsOn", dependencies(a), dependencies(b)),
        new Edit.Field("runbook", a.runbook(), b.runbook()));
  }

  private static List<Edit.Field> capacity(Capacity a, Capacity b) {
    return List.of(
        new Edit.Field("service", a.service().value(), b.service().value()),
        new Edit.Field("query", a.measure().query(), b.measure().query()),
        new Edit.Field("dataSource", a.measure().dataSource(), b.measure().dataSource()),
        new Edit.Field("unit", a.measure().unit(), b.measure().unit()),
        new Edit.Field("peak", name(a.measure().peak()), name(b.measure().peak())),
        new Edit.Field("limit", Double.toString(a.limit().at()), Double.toString(b.limit().at())),
        new Edit.Field("min", bound(a.limit().least()), bound(b.limit().least())),
        new Edit.Field("max", bound(a.limit().most()), bound(b.limit().most())),
        new Edit.Field("consecutive", consecutive(a.limit()), consecutive(b.limit())),
        new Edit.Field(
            "leadTime", a.timing().leadTime().toString(), b.timing().leadTime().toString()),
        new Edit.Field("safety", a.timing().safety().toString(), b.timing().safety().toString()),
        new Edit.Field("step", a.timing().step().toString(), b.timing().step().toString()),
        new Edit.Field("horizon", a.timing().horizon().toString(), b.timing().horizon().toString()),
        new Edit.Field("history", a.timing().history().toString(), b.timing().history().toString()),
        new Edit.Field("actAt", number(a.response().actAt()), number(b.response().actAt())),
        new Edit.Field("clearAt", number(a.response().clearAt()), number(b.response().clearAt())),
        new Edit.Field("action", a.response().action(), b.response().action()),
        new Edit.Field("command", a.response().command(), b.response().command()));
  }

  private static String bound(double value) {
    return Double.isInfinite(value) ? "" : Double.toString(value);
  }

  private static String consecutive(Capacity.Limit limit) {
    return limit.breaches() + " of " + limit.of();
  }

  private static String number(Ratio ratio) {
    return Double.toString(ratio.value());
  }

  private static String dependencies(Service service) {
    return service.dependencies().stream()
        .map(d -> d.strength() == Dependency.Strength.SOFT ? d.to() + " (soft)" : d.to().value())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static List<Edit.Field> slo(Slo a, Slo b) {
    return List.of(
        new Edit.Field("displayName", a.displayName(), b.displayName()),
        new Edit.Field("service", a.service().value(), b.service().value()),
        new Edit.Field("indicator", indicator(a.sli()), indicator(b.sli())),
        new Edit.Field(
            "target", Double.toString(a.target().value()), Double.toString(b.target().value())),
        new Edit.Field("window", a.window().toString(), b.window().toString()),
        new Edit.Field("dataSource", a.dataSource(), b.dataSource()),
        new Edit.Field("timeWindow", a.terms().window().toString(), b.terms().window().toString()),
        new Edit.Field(
            "budgetingMethod", a.terms().budgeting().toString(), b.terms().budgeting().toString()),
        new Edit.Field("objectives", a.terms().parts().toString(), b.terms().parts().toString()),
        new Edit.Field("exclusionCap", cap(a.care()), cap(b.care())),
        new Edit.Field(
            "alertPolicies", a.care().alerts().toString(), b.care().alerts().toString()));
  }

  private static String cap(Slo.Care care) {
    return care.capped() ? number(care.exclusionCap()) : "the usual";
  }

  private static List<Edit.Field> webhook(Webhook a, Webhook b) {
    boolean sameUrl = a.url().equals(b.url());
    return List.of(
        new Edit.Field("url", a.url().place(), sameUrl ? a.url().place() : "(changed)"),
        new Edit.Field("secretFrom", a.key().place(), b.key().place()),
        new Edit.Field("format", name(a.format()), name(b.format())),
        new Edit.Field("on", topics(a), topics(b)),
        new Edit.Field("minUrgency", name(a.minUrgency()), name(b.minUrgency())),
        new Edit.Field("repeatAfter", a.repeatAfter().toString(), b.repeatAfter().toString()),
        new Edit.Field("allowLoopback", "" + a.loopback(), "" + b.loopback()),
        new Edit.Field("channel", a.channel(), b.channel()));
  }

  private static List<Edit.Field> gate(GatePolicy a, GatePolicy b) {
    var fields =
        new ArrayList<>(
            List.of(
                new Edit.Field("services", services(a), services(b)),
                new Edit.Field("borders", a.borders().toString(), b.borders().toString()),
                new Edit.Field("hysteresis", "" + a.hysteresis(), "" + b.hysteresis()),
                new Edit.Field("ground", a.ground().toString(), b.ground().toString()),
                new Edit.Field("timeZone", a.zone().getId(), b.zone().getId()),
                new Edit.Field("hooks", a.hooks().toString(), b.hooks().toString())));
    for (Strategy strategy : Strategy.values()) {
      fields.add(
          new Edit.Field(name(strategy), a.plan(strategy).toString(), b.plan(strategy).toString()));
    }
    return fields;
  }

  private static String services(GatePolicy policy) {
    return policy.services().stream()
        .map(ServiceName::value)
        .sorted()
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String topics(Webhook webhook) {
    return webhook.on().stream()
        .map(Edits::name)
        .sorted()
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String indicator(Sli sli) {
    return switch (sli) {
      case Sli.Ratio(boolean counter, Sli.Ratio.Side side, String part, String total) ->
          name(side) + " " + part + " of " + total + (counter ? " (counters)" : "");
      case Sli.Raw(boolean counter, Sli.Raw.Type type, String query) ->
          name(type) + " ratio " + query + (counter ? " (counter)" : "");
      case Sli.Threshold(String query, Sli.Threshold.Operator operator, double threshold) ->
          query + " " + name(operator) + " " + threshold;
    };
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }
}
