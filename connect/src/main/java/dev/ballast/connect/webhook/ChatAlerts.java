// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import dev.ballast.control.predict.warn.Herald;
import dev.ballast.control.predict.warn.Warning;
import dev.ballast.control.rollout.controller.AlertTarget;
import dev.ballast.model.Event;
import dev.ballast.model.Secret;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import dev.ballast.model.rollout.AlertProvider;
import dev.ballast.model.rollout.CanaryAnalysis.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells the AlertProviders of canaries, beside the webhooks of the configuration: each is a webhook
 * with a queue, retries and limits like all others, and what is sent there is Flagger's message.
 * Every alert counts for itself, so none is left out as a repetition of another.
 */
public final class ChatAlerts implements Herald {

  private static final String VARIABLE = "BALLAST_SECRET_";

  private final Supplier<Collection<AlertTarget>> targets;
  private final Courier courier;
  private final boolean loopback;
  private volatile Map<String, AlertTarget> known = Map.of();

  /**
   * @param targets asked each time
   * @param courier brings everything that is not an alert of a canary
   * @param loopback whether providers may be on this machine
   */
  public ChatAlerts(Supplier<Collection<AlertTarget>> targets, Courier courier, boolean loopback) {
    this.targets = targets;
    this.courier = courier;
    this.loopback = loopback;
  }

  /** Configured webhooks, asked for at every turn, and one for each route of a canary's alerts. */
  public Map<String, Webhook> beside(Map<String, Webhook> configured) {
    Map<String, Webhook> all = new LinkedHashMap<>(configured);
    Map<String, AlertTarget> now = new HashMap<>();
    for (AlertTarget target : targets.get()) {
      all.put(target.name(), webhook(target));
      now.put(target.name(), target);
    }
    known = Map.copyOf(now);
    return all;
  }

  private Webhook webhook(AlertTarget target) {
    return new Webhook(
        target.name(),
        address(target.provider()),
        Webhook.Format.GENERIC,
        new Secret.None(),
        Set.of(Webhook.Topic.ROLLOUT),
        Urgency.INFO,
        Duration.ofSeconds(1),
        loopback);
  }

  /**
   * Where a provider's address is: in the resource, or in the environment, since Kubernetes'
   * Secrets cannot be read here.
   */
  static Secret address(AlertProvider provider) {
    String secret = provider.written().text("spec", "secretRef", "name");
    return secret.isEmpty()
        ? new Secret.Written(provider.written().text("spec", "address"))
        : new Secret.Environment(variable(provider.name().namespace(), secret));
  }

  /** {@code BALLAST_SECRET_SHOP_SLACK_URL} for the Secret slack-url in shop. */
  private static String variable(String namespace, String secret) {
    String full = namespace.isEmpty() ? secret : namespace + "_" + secret;
    return VARIABLE + full.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /**
   * Reads an alert as it was said, for the provider of its canary and from its severity on.
   *
   * @param others how events are read for webhooks of the configuration
   */
  public Webhooks.Reader beside(Function<Event, Optional<Warning>> others) {
    return (webhook, event) -> {
      Optional<AlertTarget> target = find(webhook);
      if (target.isEmpty()) {
        return others.apply(event);
      }
      return target.filter(to -> to.isTold(event)).map(to -> warning(to, event));
    };
  }

  private Optional<AlertTarget> find(Webhook webhook) {
    return Optional.ofNullable(known.get(webhook.name()));
  }

  private static Warning warning(AlertTarget target, Event event) {
    String text = event.text();
    String start = target.canary() + ": ";
    boolean grave = AlertTarget.severity(event) == Severity.ERROR;
    return new Warning(
        event.sequence(),
        event.at(),
        Webhook.Topic.ROLLOUT,
        "#" + event.sequence() + " " + target.canary(),
        grave ? Urgency.NOW : Urgency.PLAN,
        text.startsWith(start) ? text.substring(start.length()) : text,
        event.attributes().getOrDefault("phase", ""),
        "",
        event.attributes().getOrDefault("revision", ""),
        "",
        "",
        "",
        "/rollouts/" + target.canary());
  }

  @Override
  public Outcome tell(Webhook webhook, Warning warning) {
    return find(webhook)
        .map(target -> courier.post(webhook, place(target), message(target, warning).json()))
        .orElseGet(() -> courier.tell(webhook, warning));
  }

  /** Discord understands Slack's form below the address of a webhook. */
  private static String place(AlertTarget target) {
    return target.provider().type().equals("discord") ? "/slack" : "";
  }

  private static ChatMessage message(AlertTarget target, Warning warning) {
    List<AlertTarget.Field> fields = new ArrayList<>(target.about());
    fields.add(new AlertTarget.Field("Phase", warning.where()));
    fields.add(new AlertTarget.Field("Revision", warning.why()));
    return new ChatMessage(
        target.provider(),
        target.canary().name() + "." + target.canary().namespace(),
        warning.what(),
        warning.urgency() == Urgency.NOW,
        fields);
  }
}
