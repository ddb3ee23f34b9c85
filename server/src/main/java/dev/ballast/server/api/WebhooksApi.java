// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.connect.webhook.Courier;
import dev.ballast.connect.webhook.Webhooks;
import dev.ballast.control.predict.warn.Herald;
import dev.ballast.control.predict.warn.Warning;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.Webhook;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Webhooks: what they are told, whether it arrives, and a test of each. No secret is shown. */
public final class WebhooksApi {

  private final Supplier<Configuration> configuration;
  private final Courier courier;
  private final Ledger ledger;
  private final InstantSource clock;

  public WebhooksApi(
      Supplier<Configuration> configuration, Courier courier, Ledger ledger, InstantSource clock) {
    this.configuration = configuration;
    this.courier = courier;
    this.ledger = ledger;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/webhooks", Role.VIEWER, r -> Reply.json(list())),
        Endpoint.post("/api/v1/webhooks/{name}/test", Role.OPERATOR, this::test));
  }

  /** A webhook, and the last that is known of it. */
  record WebhookJson(
      String name,
      String url,
      String format,
      boolean signed,
      List<String> on,
      String minUrgency,
      long repeatAfterSeconds,
      int waiting,
      String last) {}

  /** What came of a test. */
  record TestJson(String webhook, boolean dryRun, String outcome, String text, String body) {}

  private Map<String, Object> list() {
    return Map.of(
        "webhooks", configuration.get().webhooks().values().stream().map(this::shown).toList());
  }

  private WebhookJson shown(Webhook webhook) {
    List<Event> last =
        ledger.events().latest(EventFilter.named("webhook.").about("webhook/" + webhook.name()), 1);
    return new WebhookJson(
        webhook.name(),
        webhook.url().place(),
        word(webhook.format()).replace('_', '-'),
        !webhook.key().equals(new dev.ballast.model.Secret.None()),
        webhook.on().stream().map(WebhooksApi::word).sorted().toList(),
        word(webhook.minUrgency()),
        webhook.repeatAfter().toSeconds(),
        Webhooks.waiting(ledger, webhook.name()),
        last.isEmpty() ? "" : last.getFirst().text());
  }

  private Reply test(Request request) {
    Webhook webhook = named(request.variable("name"));
    boolean dryRun = request.parameters().get("dry_run", "false").equals("true");
    Warning warning = Warning.test(clock.instant());
    String body = courier.body(webhook, warning);
    if (dryRun) {
      return Reply.json(new TestJson(webhook.name(), true, "not_sent", "nothing was sent", body));
    }
    Herald.Outcome outcome = courier.tell(webhook, warning);
    String word = outcome instanceof Herald.Outcome.Delivered ? "delivered" : "failed";
    ledger
        .events()
        .append(
            new Event(
                0,
                clock.instant(),
                "webhook.tested",
                "webhook/" + webhook.name(),
                request.caller().name(),
                webhook.name() + ": test " + word + ": " + outcome.text(),
                Map.of("webhook", webhook.name(), "outcome", word)));
    return Reply.json(new TestJson(webhook.name(), false, word, outcome.text(), body));
  }

  private Webhook named(String name) {
    Map<String, Webhook> known = configuration.get().webhooks();
    Webhook webhook = known.get(name);
    if (webhook == null) {
      throw ApiException.notFound(
          "webhook: "
              + name
              + " (expected: "
              + (known.isEmpty()
                  ? "one in the files, but there is none"
                  : "one of " + known.keySet())
              + ")");
    }
    return webhook;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
