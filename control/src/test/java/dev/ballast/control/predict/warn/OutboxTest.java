// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Secret;
import dev.ballast.model.Urgency;
import dev.ballast.model.Webhook;
import dev.ballast.testkit.Property;
import dev.ballast.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class OutboxTest {

  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final DeliveryPolicy POLICY = DeliveryPolicy.DEFAULT;
  private static final Webhook HOOK =
      new Webhook(
          "pager",
          new Secret.Written("https://example.com"),
          Webhook.Format.GENERIC,
          new Secret.None(),
          EnumSet.of(Webhook.Topic.CAPACITY),
          Urgency.SOON,
          Duration.ofHours(4),
          false);

  private final RandomGenerator random = Seeds.random(7);
  private final List<Effect> seen = new ArrayList<>();
  private Outbox outbox = Outbox.startingAfter(0);
  private Instant now = NOW;

  @Test
  void takesOnlyWhatTheWebhookWants() {
    offer(warning(1, "disk", Urgency.PLAN));
    offer(anomaly(2));
    assertThat(seen).allMatch(Effect.Unwanted.class::isInstance);
    assertThat(outbox.pending()).isEmpty();
    offer(warning(3, "disk", Urgency.SOON));
    assertThat(outbox.due(now)).isPresent();
  }

  @Test
  void tellsTheSameOnceUntilTheTimeToRepeat() {
    tell(warning(1, "disk", Urgency.SOON));
    pass(Duration.ofHours(3));
    offer(warning(2, "disk", Urgency.SOON));
    assertThat(last()).isInstanceOf(Effect.Repeated.class);
    pass(Duration.ofHours(1));
    offer(warning(3, "disk", Urgency.SOON));
    assertThat(last()).isInstanceOf(Effect.Queued.class);
  }

  @Test
  void tellsWhatHasBecomeMoreUrgentAtOnce() {
    tell(warning(1, "disk", Urgency.SOON));
    offer(warning(2, "disk", Urgency.NOW));
    assertThat(last()).isInstanceOf(Effect.Queued.class);
  }

  @Test
  void tellsThatItIsOverIfItWasTold() {
    offer(warning(1, "disk", Urgency.INFO));
    assertThat(last()).isInstanceOf(Effect.Unwanted.class);
    tell(warning(2, "disk", Urgency.SOON));
    tell(warning(3, "disk", Urgency.INFO));
    assertThat(last()).isInstanceOf(Effect.Delivered.class);
    offer(warning(4, "disk", Urgency.INFO));
    assertThat(last()).isInstanceOf(Effect.Unwanted.class);
    offer(warning(5, "disk", Urgency.SOON));
    assertThat(last()).isInstanceOf(Effect.Queued.class);
  }

  @Test
  void tellsThatItIsOverToWhomeverItWasBeingTold() {
    offer(warning(1, "disk", Urgency.NOW));
    Outbox.Pending flying = send();
    offer(warning(2, "disk", Urgency.INFO));
    assertThat(last()).isInstanceOf(Effect.Queued.class);
    take(outbox.settle(flying, new Herald.Outcome.Delivered("200"), POLICY, random, now));
    pass(POLICY.gap());
    settle(new Herald.Outcome.Delivered("200"));
    assertThat(last().warning().id()).isEqualTo(2);
    assertThat(outbox.told()).isEmpty();
  }

  @Test
  void tellsThatItIsOverWhenAnAnswerWasLost() {
    offer(warning(1, "disk", Urgency.NOW));
    settle(new Herald.Outcome.Later("no answer within 10 s", Duration.ZERO));
    offer(warning(2, "disk", Urgency.INFO));
    assertThat(last()).isInstanceOf(Effect.Queued.class);
  }

  @Test
  void tellsAgainWhatComesBackWhileTheAllClearIsOnItsWay() {
    tell(warning(1, "disk", Urgency.NOW));
    pass(POLICY.gap());
    offer(warning(2, "disk", Urgency.INFO));
    send();
    offer(warning(3, "disk", Urgency.NOW));
    assertThat(last()).isInstanceOf(Effect.Queued.class);
  }

  @Test
  void forgetsTheAllClearThatWaitsWhenItComesBack() {
    tell(warning(1, "disk", Urgency.NOW));
    offer(warning(2, "disk", Urgency.INFO));
    offer(warning(3, "disk", Urgency.NOW));
    assertThat(last()).isInstanceOf(Effect.Repeated.class);
    assertThat(outbox.pending()).isEmpty();
  }

  @Test
  void tellsThatItIsOverAfterItHasBecomeLessUrgent() {
    tell(warning(1, "disk", Urgency.NOW));
    pass(POLICY.gap());
    tell(warning(2, "disk", Urgency.PLAN));
    offer(warning(3, "disk", Urgency.PLAN));
    assertThat(last()).isInstanceOf(Effect.Unwanted.class);
    offer(warning(4, "disk", Urgency.INFO));
    assertThat(last()).isInstanceOf(Effect.Queued.class);
  }

  @Test
  void remembersWhatIsNotOverHoweverMuchCameAndWent() {
    tell(warning(1, "disk", Urgency.NOW));
    for (int i = 0; i < 600; i++) {
      pass(POLICY.gap());
      tell(warning(2, "pod" + i, Urgency.NOW));
      pass(POLICY.gap());
      tell(warning(3, "pod" + i, Urgency.INFO));
    }
    offer(warning(4, "disk", Urgency.INFO));
    assertThat(last()).isInstanceOf(Effect.Queued.class);
  }

  @Test
  void replacesWhatStillWaitsByTheNewestWords() {
    offer(warning(1, "disk", Urgency.SOON));
    offer(warning(2, "disk", Urgency.NOW));
    assertThat(seen).anyMatch(Effect.Superseded.class::isInstance);
    assertThat(outbox.pending()).extracting(p -> p.warning().id()).containsExactly(2L);
    offer(warning(3, "disk", Urgency.INFO));
    assertThat(outbox.pending()).as("over before anybody was told").isEmpty();
  }

  @Test
  void sendsTheMostUrgentFirst() {
    offer(warning(1, "disk", Urgency.SOON));
    offer(warning(2, "memory", Urgency.NOW));
    assertThat(outbox.due(now).orElseThrow().warning().id()).isEqualTo(2);
  }

  @Test
  void waitsLongerAfterEachFailureUntilItIsNoNewsAnyMore() {
    offer(warning(1, "disk", Urgency.SOON));
    for (int attempt = 1;
        last() instanceof Effect.Queued || last() instanceof Effect.Retrying;
        attempt++) {
      settle(new Herald.Outcome.Later("503", Duration.ZERO));
      if (last() instanceof Effect.Retrying retry) {
        Duration wait = Duration.between(now, retry.due());
        Duration full = POLICY.firstWait().multipliedBy(1L << Math.min(20, attempt - 1));
        Duration most = full.compareTo(POLICY.longestWait()) < 0 ? full : POLICY.longestWait();
        assertThat(wait).isBetween(most.dividedBy(2), most);
        assertThat(outbox.due(now)).isEmpty();
        now = retry.due();
      }
    }
    assertThat(last()).isInstanceOf(Effect.GivenUp.class);
    assertThat(Duration.between(NOW, now))
        .isBetween(POLICY.stale().minus(POLICY.longestWait()), POLICY.stale());
    assertThat(outbox.pending()).isEmpty();
  }

  @Test
  void waitsAsLongAsTheAddressAsksWithinReason() {
    offer(warning(1, "disk", Urgency.SOON));
    settle(new Herald.Outcome.Later("429", Duration.ofMinutes(3)));
    assertThat(((Effect.Retrying) last()).due()).isEqualTo(now.plus(Duration.ofMinutes(3)));
    now = ((Effect.Retrying) last()).due();
    settle(new Herald.Outcome.Later("429", Duration.ofDays(300)));
    assertThat(((Effect.Retrying) last()).due()).isEqualTo(now.plus(POLICY.longestWait()));
  }

  @Test
  void givesUpAtOnceWhatIsRefused() {
    offer(warning(1, "disk", Urgency.SOON));
    settle(new Herald.Outcome.Refused("404"));
    assertThat(last()).isEqualTo(new Effect.GivenUp(warning(1, "disk", Urgency.SOON), 1, "404"));
  }

  @Test
  void leavesAGapBetweenMessages() {
    offer(warning(1, "disk", Urgency.SOON));
    offer(warning(2, "memory", Urgency.SOON));
    settle(new Herald.Outcome.Delivered("200"));
    assertThat(outbox.due(now)).isEmpty();
    assertThat(outbox.due(now.plus(POLICY.gap()))).isPresent();
  }

  @Test
  void doesNotTellOldNews() {
    offer(warning(1, "disk", Urgency.NOW));
    outbox = Outbox.startingAfter(0);
    now = NOW.plus(Duration.ofDays(2));
    offer(warning(1, "disk", Urgency.NOW));
    assertThat(last()).isInstanceOf(Effect.Dropped.class);
  }

  @Test
  void keepsTheMostUrgentWhenTooManyWaitAndSaysWhatItDrops() {
    for (int i = 0; i < POLICY.waiting(); i++) {
      offer(warning(i + 1, "disk" + i, i == 5 ? Urgency.SOON : Urgency.NOW));
    }
    offer(warning(999, "late", Urgency.NOW));
    assertThat(last()).isInstanceOf(Effect.Dropped.class);
    assertThat(last().warning().about()).isEqualTo("disk5");
    assertThat(outbox.pending()).hasSize(POLICY.waiting());
  }

  @Test
  void losesNothingSilently() {
    Property.forAll(
        11,
        200,
        random -> random,
        dice -> {
          outbox = Outbox.startingAfter(0);
          seen.clear();
          now = NOW;
          int offered = 0;
          for (int i = 0; i < 300; i++) {
            now = now.plusSeconds(dice.nextInt(600));
            if (dice.nextBoolean()) {
              offered++;
              Urgency urgency = List.copyOf(EnumSet.allOf(Urgency.class)).get(dice.nextInt(4));
              offer(warning(i + 1, "thing" + dice.nextInt(90), urgency));
            } else if (outbox.due(now).isPresent()) {
              settle(
                  switch (dice.nextInt(3)) {
                    case 0 -> new Herald.Outcome.Delivered("200");
                    case 1 -> new Herald.Outcome.Later("503", Duration.ZERO);
                    default -> new Herald.Outcome.Refused("404");
                  });
            }
          }
          long ended =
              seen.stream()
                  .filter(e -> !(e instanceof Effect.Queued || e instanceof Effect.Retrying))
                  .count();
          assertThat(ended + outbox.pending().size()).isEqualTo(offered);
          assertThat(outbox.pending()).hasSizeLessThanOrEqualTo(POLICY.waiting());
        });
  }

  /** The receiver takes some messages in whose answers are lost, and warnings come meanwhile. */
  @Test
  void leavesNobodyWithTheWrongIdeaOfWhetherItIsUrgent() {
    Property.forAll(
        12,
        300,
        random -> random,
        dice -> {
          outbox = Outbox.startingAfter(0);
          now = NOW;
          Map<String, Urgency> world = new TreeMap<>();
          Map<String, Urgency> believed = new TreeMap<>();
          Outbox.Pending flying = null;
          for (int i = 0; i < 200; i++) {
            now = now.plusSeconds(dice.nextInt(60));
            if (dice.nextBoolean()) {
              Urgency urgency = List.copyOf(EnumSet.allOf(Urgency.class)).get(dice.nextInt(4));
              Warning warning = warning(i + 1, "thing" + dice.nextInt(6), urgency);
              world.put(warning.about(), urgency);
              offer(warning);
            } else if (flying != null) {
              boolean arrives = dice.nextBoolean();
              if (arrives) {
                believed.put(flying.warning().about(), flying.warning().urgency());
              }
              land(flying, arrives && dice.nextBoolean());
              flying = null;
            } else if (outbox.due(now).isPresent()) {
              flying = send();
            }
          }
          if (flying != null) {
            land(flying, false);
          }
          for (now = now.plus(POLICY.longestWait());
              outbox.due(now).isPresent();
              pass(POLICY.gap())) {
            Warning last = outbox.due(now).orElseThrow().warning();
            believed.put(last.about(), last.urgency());
            settle(new Herald.Outcome.Delivered("200"));
          }
          assertThat(outbox.pending()).isEmpty();
          world.forEach(
              (about, urgency) ->
                  assertThat(isUrgent(believed.getOrDefault(about, Urgency.INFO)))
                      .as("%s is %s, believed %s", about, urgency, believed.get(about))
                      .isEqualTo(isUrgent(urgency)));
        });
  }

  private static boolean isUrgent(Urgency urgency) {
    return urgency.compareTo(HOOK.minUrgency()) >= 0;
  }

  private Outbox.Pending send() {
    Outbox.Pending next = outbox.due(now).orElseThrow();
    outbox = outbox.sending(next, now);
    return next;
  }

  private void land(Outbox.Pending flying, boolean answered) {
    Herald.Outcome outcome =
        answered
            ? new Herald.Outcome.Delivered("200")
            : new Herald.Outcome.Later("no answer", Duration.ZERO);
    take(outbox.settle(flying, outcome, POLICY, random, now));
  }

  private void offer(Warning warning) {
    take(outbox.offer(HOOK, warning, POLICY, now));
  }

  private void settle(Herald.Outcome outcome) {
    Outbox.Pending sent = send();
    take(outbox.settle(sent, outcome, POLICY, random, now));
  }

  private void tell(Warning warning) {
    offer(warning);
    pass(POLICY.gap());
    settle(new Herald.Outcome.Delivered("200"));
  }

  private void take(Outbox.Step step) {
    outbox = step.outbox();
    seen.addAll(step.effects());
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Effect last() {
    return seen.getLast();
  }

  private Warning warning(long id, String about, Urgency urgency) {
    return warning(id, Webhook.Topic.CAPACITY, about, urgency);
  }

  private Warning anomaly(long id) {
    return warning(id, Webhook.Topic.ANOMALY, "series", Urgency.NOW);
  }

  private Warning warning(long id, Webhook.Topic topic, String about, Urgency urgency) {
    return new Warning(id, NOW, topic, about, urgency, "what", "", "", "", "", "", "", "");
  }
}
