// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.alert;

import dev.ballast.control.slo.Alarm;
import dev.ballast.control.slo.alert.AlertMachine.Word;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Limits;
import dev.ballast.model.AlertPolicy;
import dev.ballast.model.Event;
import dev.ballast.model.Slo;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Alerts as events of the ledger, and the ledger's last word on each policy. */
final class AlertEvents {

  static final String NAME = "slo.alert.";

  private static final int LOOK_BACK = 2000;

  private AlertEvents() {}

  /** One policy of one SLO. */
  record Asked(String slo, String policy) {}

  static Event of(
      Slo slo, AlertPolicy policy, Optional<Alarm> alarm, Word word, Standing after, Instant at) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("slo", slo.name().value());
    attributes.put("service", slo.service().value());
    attributes.put("policy", policy.name());
    attributes.put("severity", policy.severity());
    attributes.put("targets", String.join(", ", policy.targets()));
    attributes.put("firing", Boolean.toString(after.firing()));
    attributes.put("blind", Boolean.toString(after.blind()));
    attributes.put("condition", condition(policy.condition()));
    alarm
        .filter(one -> one.burn().longWindow().known())
        .ifPresent(one -> attributes.put("burn", number(one.burn().longRate())));
    return event(slo.name().value(), word, text(slo, policy, alarm, word), attributes, at);
  }

  /** A policy that nobody asks for any more. */
  static Event gone(Asked key, Instant at) {
    return event(
        key.slo(),
        Word.RESOLVED,
        "%s of %s is asked no more".formatted(key.policy(), key.slo()),
        Map.of("slo", key.slo(), "policy", key.policy(), "firing", "false", "blind", "false"),
        at);
  }

  private static Event event(
      String slo, Word word, String text, Map<String, String> attributes, Instant at) {
    String name = NAME + word.name().toLowerCase(Locale.ROOT);
    return new Event(0, at, name, "slo/" + slo, "ballast", Limits.cut(text), attributes);
  }

  private static String text(Slo slo, AlertPolicy policy, Optional<Alarm> alarm, Word word) {
    String what = slo.displayName() + ": " + policy.displayName();
    String burn =
        alarm
            .map(one -> number(one.burn().longRate()))
            .map(" (burn rate %s)"::formatted)
            .orElse("");
    return what
        + switch (word) {
          case FIRING -> ": %s%s".formatted(condition(policy.condition()), burn);
          case RESOLVED -> " is over%s".formatted(burn);
          case NO_DATA -> ": there is no data, so it can neither break nor hold";
          case DATA_BACK -> ": there is data again";
        };
  }

  private static String condition(AlertPolicy.Condition asked) {
    return "burn rate %s %s over %s"
        .formatted(
            asked.operator().sign(),
            number(asked.threshold()),
            asked.lookback().toString().substring(1).replace("T", "").toLowerCase(Locale.ROOT));
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  static Map<Asked, Standing> restore(EventLog events) {
    Map<Asked, Standing> standings = new HashMap<>();
    for (Event event : events.latest(EventFilter.named(NAME), LOOK_BACK)) {
      Map<String, String> said = event.attributes();
      Asked key = new Asked(said.getOrDefault("slo", ""), said.getOrDefault("policy", ""));
      standings.putIfAbsent(
          key,
          Standing.restored(
              said.getOrDefault("firing", "").equals("true"),
              said.getOrDefault("blind", "").equals("true")));
    }
    return standings;
  }
}
