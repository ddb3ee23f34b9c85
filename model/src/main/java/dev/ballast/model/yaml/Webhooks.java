// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Secret;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads webhooks. A URL may hold a secret, so none appears in a message. */
final class Webhooks {

  private static final String DEFAULT_REPEAT = "4h";

  private final Registry registry;
  private final Consumer<Problem> report;

  Webhooks(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  Map<String, Webhook> readAll() {
    var webhooks = new HashMap<String, Webhook>();
    for (Resource resource : registry.all(Kind.WEBHOOK)) {
      resource
          .spec()
          .flatMap(spec -> read(resource, spec))
          .ifPresent(webhook -> webhooks.put(webhook.name(), webhook));
    }
    return webhooks;
  }

  private Optional<Webhook> read(Resource resource, Cursor spec) {
    var url = url(spec);
    if (url instanceof Secret.None || !resource.isNamed()) {
      return Optional.empty();
    }
    var format = Webhook.Format.valueOf(word(spec, "format", "generic").replace('-', '_'));
    boolean changes = format == Webhook.Format.PAGERDUTY_CHANGE;
    var channel = spec.text("channel").orElse("");
    if (!isRight(spec, format, channel)) {
      return Optional.empty();
    }
    return Optional.of(
        new Webhook(
            resource.name(),
            url,
            format,
            spec.at("secretFrom").map(Webhooks::kept).orElse(new Secret.None()),
            only(format, channel)
                .<Set<Webhook.Topic>>map(EnumSet::of)
                .orElseGet(() -> topics(spec)),
            Urgency.valueOf(word(spec, "minUrgency", changes ? "info" : "plan")),
            repeatAfter(spec),
            spec.flag("allowLoopback", false),
            channel));
  }

  /** The one topic that a format can tell; nothing when it can tell all. */
  private static Optional<Webhook.Topic> only(Webhook.Format format, String channel) {
    return switch (format) {
      case PAGERDUTY_CHANGE -> Optional.of(Webhook.Topic.ROLLOUT);
      case ALERTMANAGER, PAGERDUTY -> Optional.of(Webhook.Topic.INCIDENT);
      case SLACK -> Optional.of(Webhook.Topic.INCIDENT).filter(_ -> !channel.isEmpty());
      case GENERIC -> Optional.empty();
    };
  }

  /** Whether it has the key that its format needs, and is told of nothing that it cannot tell. */
  private boolean isRight(Cursor spec, Webhook.Format format, String channel) {
    boolean right = true;
    var key = neededKey(format, channel);
    if (!key.isEmpty() && spec.at("secretFrom").isEmpty()) {
      right = false;
      report.accept(
          new Problem.MissingKey(
              spec.place(),
              spec.path() + ".secretFrom",
              "where " + key + " is kept",
              "Add: secretFrom: {env: "
                  + key.toUpperCase(Locale.ROOT).replace("'S ", " ").replace(' ', '_')
                  + "}"));
    }
    if (!channel.isEmpty() && format != Webhook.Format.SLACK) {
      right = false;
      spec.at("channel").ifPresent(at -> report.accept(at.badValue("only with format slack", "")));
    }
    var only = only(format, channel).map(topic -> topic.name().toLowerCase(Locale.ROOT));
    for (Cursor item : only.isEmpty() ? List.<Cursor>of() : spec.items("on")) {
      if (!item.scalar().equals(only.get())) {
        right = false;
        report.accept(
            new Problem.BadValue(
                item.place(),
                item.path(),
                '"' + item.scalar() + '"',
                "only "
                    + only.get()
                    + " with "
                    + (channel.isEmpty() ? "format " + word(format) : "channel")
                    + (format == Webhook.Format.PAGERDUTY_CHANGE ? ": a warning is no change" : ""),
                "Remove it"));
      }
    }
    return right;
  }

  private static String neededKey(Webhook.Format format, String channel) {
    return switch (format) {
      case PAGERDUTY, PAGERDUTY_CHANGE -> "PagerDuty's routing key";
      case SLACK -> channel.isEmpty() ? "" : "Slack's bot token";
      case GENERIC, ALERTMANAGER -> "";
    };
  }

  private static String word(Webhook.Format format) {
    return format.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Secret url(Cursor spec) {
    var from = spec.at("urlFrom");
    if (from.isPresent()) {
      return kept(from.get());
    }
    var written = spec.at("url");
    if (written.isEmpty()) {
      return new Secret.None();
    }
    if (isHttp(written.get().scalar())) {
      return new Secret.Written(written.get().scalar());
    }
    report.accept(
        new Problem.BadValue(
            written.get().place(),
            written.get().path(),
            "not a URL that can be used",
            "http:// or https:// and a host, without user name",
            "Write: url: https://example.com/hook"));
    return new Secret.None();
  }

  private static Secret kept(Cursor from) {
    return from.text("env")
        .<Secret>map(Secret.Environment::new)
        .or(() -> from.text("file").map(Secret.File::new))
        .orElse(new Secret.None());
  }

  private static Set<Webhook.Topic> topics(Cursor spec) {
    List<Cursor> items = spec.items("on");
    var topics = EnumSet.noneOf(Webhook.Topic.class);
    items.forEach(
        item -> topics.add(Webhook.Topic.valueOf(item.scalar().toUpperCase(Locale.ROOT))));
    return topics.isEmpty() ? EnumSet.allOf(Webhook.Topic.class) : topics;
  }

  private static Duration repeatAfter(Cursor spec) {
    return Windows.parse(spec.text("repeatAfter").orElse(DEFAULT_REPEAT));
  }

  private static String word(Cursor spec, String key, String otherwise) {
    return spec.text(key).orElse(otherwise).toUpperCase(Locale.ROOT);
  }

  private static boolean isHttp(String text) {
    try {
      var uri = URI.create(text);
      return uri.getHost() != null
          && uri.getRawUserInfo() == null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
