// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Warning;
import dev.ballast.model.Webhook;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** What is sent, as JSON. */
final class Bodies {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** Alertmanager's names are in camel case. */
  private static final JsonMapper PLAIN = JsonMapper.builder().build();

  private final Origin origin;
  private final Supplier<String> server;

  /**
   * @param server what people put before a path of the web UI; empty: not known
   */
  Bodies(Origin origin, Supplier<String> server) {
    this.origin = origin;
    this.server = server;
  }

  /** The generic body; fields are added, never renamed. */
  record Generic(
      String type,
      String id,
      String timestamp,
      String about,
      String urgency,
      boolean clear,
      String what,
      String where,
      String when,
      String why,
      String certainty,
      String action,
      String command,
      String link,
      Map<String, String> details) {}

  /**
   * @param key the webhook's; only where the format carries it
   */
  String of(Webhook.Format format, Warning warning, String key) {
    return switch (format) {
      case GENERIC -> MAPPER.writeValueAsString(generic(warning));
      case SLACK -> MAPPER.writeValueAsString(slack(warning));
      case ALERTMANAGER -> PLAIN.writeValueAsString(AlertmanagerAlert.of(warning, link(warning)));
      case PAGERDUTY -> MAPPER.writeValueAsString(PagerDutyEvent.of(warning, key, link(warning)));
      case PAGERDUTY_CHANGE ->
          MAPPER.writeValueAsString(ChangeEvent.of(warning, key, id(warning), link(warning)));
    };
  }

  SlackMessage slack(Warning warning) {
    return warning.topic() == Webhook.Topic.INCIDENT
        ? SlackIncident.of(warning, link(warning))
        : SlackMessage.of(warning, link(warning));
  }

  /** The same for each attempt and for no other warning, so that a receiver can tell. */
  String id(Warning warning) {
    return "ballast_%s_%s"
        .formatted(
            origin.word(),
            warning.id() == 0 ? "test_" + warning.at().toEpochMilli() : warning.id());
  }

  private Generic generic(Warning warning) {
    String topic = warning.topic().name().toLowerCase(Locale.ROOT);
    return new Generic(
        warning.id() == 0 ? "ballast.test" : "ballast." + topic,
        id(warning),
        warning.at().toString(),
        warning.about(),
        warning.urgency().name().toLowerCase(Locale.ROOT),
        warning.isClear(),
        warning.what(),
        warning.where(),
        warning.when(),
        warning.why(),
        warning.certainty(),
        warning.action(),
        warning.command(),
        link(warning),
        warning.details());
  }

  private String link(Warning warning) {
    String base = server.get();
    return base.isEmpty() || warning.page().isEmpty() ? "" : base + warning.page();
  }
}
