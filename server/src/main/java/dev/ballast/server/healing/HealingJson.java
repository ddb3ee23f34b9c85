// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.healing.Approval;
import dev.ballast.control.healing.Episode;
import dev.ballast.control.healing.Guardrails;
import dev.ballast.control.healing.Intent;
import dev.ballast.control.healing.Note;
import dev.ballast.control.healing.Reading;
import dev.ballast.control.healing.Stop;
import dev.ballast.control.healing.Verdict;
import dev.ballast.model.Remediation;
import dev.ballast.model.Runbook;
import dev.ballast.model.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Healing as the API says it; a number that is not known is null. */
public record HealingJson(StopJson stop, List<RuleJson> remediations, List<EpisodeJson> episodes) {

  /** The kill switch. */
  public record StopJson(boolean on, String by, String why) {

    static StopJson of(Stop stop) {
      return new StopJson(stop.on(), stop.by(), stop.why());
    }
  }

  /** A remediation, in short. */
  public record RuleJson(
      String name,
      String service,
      String region,
      String description,
      String runbook,
      String trigger,
      String action,
      String autonomy) {

    static RuleJson of(Remediation one) {
      return new RuleJson(
          one.name(),
          one.service().value(),
          one.region(),
          one.description(),
          one.runbook(),
          word(one.trigger()),
          one.action().word(),
          lower(one.autonomy()));
    }

    private static String word(Trigger trigger) {
      String what =
          switch (trigger) {
            case Trigger.OfHealth of -> "health " + lower(of.from());
            case Trigger.OfQuery of -> "query " + of.promql();
            case Trigger.OfForecast of ->
                "forecast of %s above %s for each instance".formatted(of.load(), of.each());
            case Trigger.OfIncident of -> "incident " + (of.cause().isEmpty() ? "any" : of.cause());
          };
      return trigger.after().isZero() ? what : what + " for " + trigger.after().toSeconds() + " s";
    }
  }

  /** What one guardrail says: pass, ask or hold. */
  public record VerdictJson(String guardrail, String verdict, int eyes, String text) {

    static VerdictJson of(Verdict one) {
      return new VerdictJson(one.guardrail(), lower(one.kind()), one.eyes(), one.text());
    }
  }

  /** What is, or would be, done. */
  public record IntentJson(
      String key,
      String action,
      String target,
      Map<String, String> before,
      Map<String, String> after,
      boolean undoable,
      boolean temporary,
      double touches,
      @Nullable Integer left,
      String text) {

    static IntentJson of(Intent one) {
      return new IntentJson(
          one.key(),
          one.action(),
          one.target(),
          one.before(),
          one.after(),
          one.undoable(),
          one.temporary(),
          one.touches(),
          one.left() < 0 ? null : one.left(),
          one.text());
    }
  }

  /** How bad it was at a time. */
  public record ReadingJson(Instant at, @Nullable Double target, @Nullable Double control) {

    static @Nullable ReadingJson of(@Nullable Reading one) {
      return one == null
          ? null
          : new ReadingJson(
              one.at(),
              one.isKnown() ? one.target() : null,
              one.hasControl() ? one.control() : null);
    }
  }

  /** A yes. */
  public record ApprovalJson(String by, Instant at) {}

  /** A command of the runbook, to be read and pasted; Ballast runs none. */
  public record CommandJson(String heading, String command) {}

  /** A line of the trail. */
  public record NoteJson(Instant at, String phase, String text) {}

  /** One episode, whole. */
  public record EpisodeJson(
      String id,
      String remediation,
      String service,
      String region,
      String origin,
      String by,
      String reason,
      String phase,
      boolean open,
      boolean allowed,
      Instant openedAt,
      Instant phaseAt,
      @Nullable Instant actedAt,
      String outcome,
      String text,
      String runbook,
      List<CommandJson> commands,
      List<VerdictJson> verdicts,
      List<ApprovalJson> approvals,
      @Nullable IntentJson intent,
      @Nullable ReadingJson before,
      @Nullable ReadingJson latest,
      List<NoteJson> trail) {

    public static EpisodeJson of(Episode one, Map<String, Remediation> rules, Runbook runbook) {
      Remediation rule = rules.get(one.remediation());
      Intent intent = one.intent();
      return new EpisodeJson(
          one.id(),
          one.remediation(),
          one.service(),
          one.region(),
          lower(one.origin()),
          one.by(),
          one.reason(),
          one.phase().word(),
          one.isOpen(),
          Guardrails.allow(one.verdicts()),
          one.openedAt(),
          one.phaseAt(),
          one.actedAt(),
          lower(one.outcome()),
          one.text(),
          rule == null ? "" : rule.runbook(),
          runbook.commands().stream().map(c -> new CommandJson(c.heading(), c.text())).toList(),
          one.verdicts().stream().map(VerdictJson::of).toList(),
          one.approvals().stream().map(EpisodeJson::of).toList(),
          intent == null ? null : IntentJson.of(intent),
          ReadingJson.of(one.before()),
          ReadingJson.of(one.latest()),
          one.trail().stream().map(EpisodeJson::of).toList());
    }

    private static ApprovalJson of(Approval one) {
      return new ApprovalJson(one.by(), one.at());
    }

    private static NoteJson of(Note one) {
      return new NoteJson(one.at(), one.phase().word(), one.text());
    }
  }

  public HealingJson {
    remediations = List.copyOf(remediations);
    episodes = List.copyOf(episodes);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
