// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.connect.webhook.ChatAlerts;
import dev.ballast.connect.webhook.Courier;
import dev.ballast.connect.webhook.Origin;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.connect.webhook.Webhooks;
import dev.ballast.control.predict.warn.DeliveryPolicy;
import dev.ballast.control.predict.warn.Herald;
import dev.ballast.control.predict.warn.Warning;
import dev.ballast.control.predict.warn.Warnings;
import dev.ballast.control.rollout.controller.AlertTarget;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Configuration;
import dev.ballast.server.api.WebhooksApi;
import dev.ballast.server.gameday.RouteTest;
import dev.ballast.telemetry.meter.Meter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** How Ballast speaks up: warnings on their way to whoever wants to hear them. */
final class Voice {

  private final Webhooks webhooks;
  private final WebhooksApi api;
  private final RouteTest routes;

  /**
   * @param alerts whom canaries alert
   * @param loopback whether they may be on this machine
   * @param address what people put before a path of the web UI
   */
  Voice(
      Ledger ledger,
      Supplier<Configuration> configuration,
      Supplier<Collection<AlertTarget>> alerts,
      boolean loopback,
      Supplier<String> address,
      Meter meter,
      InstantSource clock,
      Closing closing) {
    Courier courier =
        closing.add(
            new Courier(
                new Secrets(System::getenv),
                Origin.of(ledger.documents(), new SecureRandom()),
                () -> reachable(address.get()),
                ledger.documents(),
                clock));
    ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
    closing.add(sending::shutdownNow);
    ChatAlerts chats = new ChatAlerts(alerts, courier, loopback);
    webhooks =
        new Webhooks(
            new Webhooks.Means(
                () -> chats.beside(configuration.get().webhooks()),
                chats.beside(Warnings::of),
                ledger,
                chats,
                sending,
                new Counters(meter)::told,
                clock,
                new SplittableRandom()),
            DeliveryPolicy.DEFAULT);
    api = new WebhooksApi(configuration, courier, ledger, clock);
    routes =
        webhook -> {
          Instant sent = clock.instant();
          Herald.Outcome outcome = courier.tell(webhook, Warning.test(sent));
          return new RouteTest.Arrival(
              webhook.name(),
              outcome instanceof Herald.Outcome.Delivered,
              Duration.between(sent, clock.instant()),
              outcome.text());
        };
  }

  /** No link at all is better than one to an address that leads nowhere. */
  private static String reachable(String address) {
    return address.contains("//0.0.0.0:") || address.contains("//[::]:") ? "" : address;
  }

  /** Has everybody told who is to be told by now. */
  void speak() {
    webhooks.tick();
  }

  /** Sends test alerts, as alerts are sent. */
  RouteTest routes() {
    return routes;
  }

  WebhooksApi api() {
    return api;
  }
}
