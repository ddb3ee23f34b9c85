// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.ChangeSeen;
import dev.ballast.control.incident.Confirmation;
import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Explanation;
import dev.ballast.control.incident.Fact;
import dev.ballast.control.incident.Hop;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Moment;
import dev.ballast.control.incident.Recommendation;
import dev.ballast.control.incident.RootCause;
import dev.ballast.control.incident.Suspect;
import dev.ballast.control.incident.Symptom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An incident with all that is known of it. Texts cite evidence by its id.
 *
 * @param phase {@code open}, {@code acknowledged} or {@code resolved}
 * @param pages whether somebody is to be woken; the tags say why not
 * @param confirmed null while nobody has said what the cause really was
 */
record IncidentJson(
    String id,
    String title,
    String phase,
    String acknowledgedBy,
    String severity,
    Instant onset,
    Instant opened,
    Instant updated,
    @Nullable Instant acknowledged,
    @Nullable Instant resolved,
    int reopened,
    boolean pages,
    List<String> tags,
    List<SymptomJson> symptoms,
    ExplanationJson explanation,
    ImpactJson impact,
    List<RecommendationJson> recommendations,
    List<ChangeJson> changes,
    List<AlertJson> alerts,
    List<FactJson> facts,
    List<EvidenceItemJson> evidence,
    List<MomentJson> timeline,
    @Nullable ConfirmedJson confirmed) {

  /**
   * What somebody says that the cause was.
   *
   * @param to the one that is called, when it was the way between two; else empty
   */
  record ConfirmedJson(String cause, String to, String region, String text, String by, Instant at) {
    static @Nullable ConfirmedJson of(Confirmation said) {
      return said.isGiven()
          ? new ConfirmedJson(
              said.truth().name(),
              said.truth().to(),
              said.truth().region(),
              said.truth().text(),
              said.by(),
              said.at())
          : null;
    }
  }

  static IncidentJson of(Incident incident) {
    return new IncidentJson(
        incident.id(),
        incident.title(),
        word(incident.phase()),
        incident.acknowledgedBy(),
        incident.severity().name(),
        incident.times().onset(),
        incident.times().opened(),
        incident.times().updated(),
        incident.times().acknowledged(),
        incident.times().resolved(),
        incident.times().reopened(),
        incident.pages(),
        incident.tags().stream().map(IncidentJson::word).toList(),
        incident.symptoms().stream().map(SymptomJson::of).toList(),
        ExplanationJson.of(incident.explanation()),
        ImpactJson.of(incident.impact()),
        incident.recommendations().stream().map(RecommendationJson::of).toList(),
        incident.changes().stream().map(ChangeJson::of).toList(),
        incident.alerts().stream().map(AlertJson::of).toList(),
        incident.facts().stream().map(FactJson::of).toList(),
        evidence(incident),
        incident.timeline().stream().map(MomentJson::of).toList(),
        ConfirmedJson.of(incident.confirmation()));
  }

  static List<EvidenceItemJson> evidence(Incident incident) {
    return incident.evidence().stream().map(EvidenceItemJson::of).toList();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** What is to be known of an incident in a list. */
  record SummaryJson(
      String id,
      String title,
      String phase,
      String severity,
      Instant onset,
      Instant opened,
      @Nullable Instant resolved,
      boolean pages,
      List<String> tags,
      List<AnomalyJson.PlaceJson> places,
      String verdict,
      @Nullable SuspectJson cause,
      String causeClass) {

    static SummaryJson of(Incident incident) {
      return new SummaryJson(
          incident.id(),
          incident.title(),
          word(incident.phase()),
          incident.severity().name(),
          incident.times().onset(),
          incident.times().opened(),
          incident.times().resolved(),
          incident.pages(),
          incident.tags().stream().map(IncidentJson::word).toList(),
          incident.symptoms().stream()
              .map(Symptom::place)
              .distinct()
              .map(AnomalyJson.PlaceJson::of)
              .toList(),
          word(incident.explanation().verdict()),
          incident.cause().map(RootCause::suspect).map(SuspectJson::of).orElse(null),
          incident.cause().map(cause -> cause.kind().word()).orElse(""));
    }
  }

  /**
   * What may be a cause.
   *
   * @param kind {@code service}, {@code edge}, {@code node}, {@code change} or {@code external}
   * @param detail of an edge the called one, of a change its version; else empty
   */
  record SuspectJson(String kind, String name, String region, String detail, String text) {
    static SuspectJson of(Suspect suspect) {
      return new SuspectJson(
          word(suspect.kind()), suspect.name(), suspect.region(), suspect.detail(), suspect.text());
    }
  }

  /** A promise that is not kept. */
  record SymptomJson(
      String service,
      String region,
      String slo,
      String sign,
      String health,
      Instant since,
      @Nullable Instant ended,
      String text,
      List<String> evidence) {
    static SymptomJson of(Symptom symptom) {
      return new SymptomJson(
          symptom.place().service().value(),
          symptom.place().region(),
          symptom.slo(),
          word(symptom.sign()),
          symptom.health().name(),
          symptom.since(),
          symptom.ended(),
          symptom.text(),
          symptom.evidence());
    }
  }

  /** Why; the first cause is the cause only when the verdict is {@code named}. */
  record ExplanationJson(
      String verdict,
      String text,
      @Nullable Instant at,
      List<CauseJson> causes,
      List<ClearedJson> cleared,
      List<String> blind) {
    static ExplanationJson of(Explanation explanation) {
      return new ExplanationJson(
          word(explanation.verdict()),
          explanation.text(),
          explanation.at().equals(Instant.EPOCH) ? null : explanation.at(),
          explanation.causes().stream().map(CauseJson::of).toList(),
          explanation.cleared().stream()
              .map(c -> new ClearedJson(SuspectJson.of(c.suspect()), c.why(), c.evidence()))
              .toList(),
          explanation.blind());
    }
  }

  /** A cause with what speaks for and against it, and the way from it to the symptom. */
  record CauseJson(
      SuspectJson suspect,
      String causeClass,
      double score,
      double confidence,
      String text,
      List<String> evidence,
      List<String> counterEvidence,
      List<HopJson> path) {
    static CauseJson of(RootCause cause) {
      return new CauseJson(
          SuspectJson.of(cause.suspect()),
          cause.kind().word(),
          cause.score(),
          cause.confidence(),
          cause.text(),
          cause.evidence(),
          cause.counterEvidence(),
          cause.path().stream().map(HopJson::of).toList());
    }
  }

  /** One step of the way, from who is needed to who needs it. */
  record HopJson(
      String from, String to, @Nullable Double lagSeconds, String text, List<String> evidence) {
    static HopJson of(Hop hop) {
      return new HopJson(hop.from(), hop.to(), hop.lagSeconds(), hop.text(), hop.evidence());
    }
  }

  /** Somebody who was looked at and is not the cause. */
  record ClearedJson(SuspectJson suspect, String why, List<String> evidence) {}

  /** Who is hurt and who is next. */
  record ImpactJson(
      String text,
      List<Impact.Journey> journeys,
      @Nullable Double requests,
      @Nullable Double users,
      @Nullable Double budgetMinutes,
      List<Impact.AtRisk> next) {
    static ImpactJson of(Impact impact) {
      return new ImpactJson(
          impact.text(),
          impact.journeys(),
          impact.requests(),
          impact.users(),
          impact.budgetMinutes(),
          impact.next());
    }
  }

  /** What to do, with its exact command. */
  record RecommendationJson(
      String action,
      String urgency,
      String text,
      String command,
      String why,
      List<PreconditionJson> preconditions,
      List<String> evidence,
      List<RejectedJson> notInstead) {
    static RecommendationJson of(Recommendation one) {
      return new RecommendationJson(
          word(one.action()),
          word(one.urgency()),
          one.text(),
          one.command(),
          one.why(),
          one.preconditions().stream()
              .map(p -> new PreconditionJson(p.text(), word(p.holds())))
              .toList(),
          one.evidence(),
          one.notInstead().stream().map(r -> new RejectedJson(word(r.action()), r.why())).toList());
    }
  }

  /** Something that must hold before. */
  record PreconditionJson(String text, String holds) {}

  /** Something that is not recommended. */
  record RejectedJson(String action, String why) {}

  /** A change near it and what is thought of it. */
  record ChangeJson(
      String id,
      String kind,
      String service,
      String region,
      String before,
      String after,
      String text,
      Instant at,
      String relevance,
      String why,
      List<String> evidence) {
    static ChangeJson of(ChangeSeen change) {
      return new ChangeJson(
          change.id(),
          word(change.kind()),
          change.service(),
          change.region(),
          change.before(),
          change.after(),
          change.text(),
          change.at(),
          word(change.relevance()),
          change.why(),
          change.evidence());
    }
  }

  /** An alert that belongs to it. */
  record AlertJson(
      String id,
      String name,
      String source,
      String service,
      String region,
      String severity,
      String text,
      Instant since,
      @Nullable Instant ended,
      String url) {
    static AlertJson of(AlertSeen alert) {
      return new AlertJson(
          alert.id(),
          alert.name(),
          alert.source(),
          alert.service(),
          alert.region(),
          alert.severity(),
          alert.text(),
          alert.since(),
          alert.ended(),
          alert.url());
    }
  }

  /** One line of an alert's context. */
  record FactJson(
      String topic,
      String about,
      String state,
      String text,
      @Nullable Double value,
      List<String> evidence) {
    static FactJson of(Fact fact) {
      return new FactJson(
          word(fact.topic()),
          fact.about(),
          word(fact.state()),
          fact.text(),
          fact.value(),
          fact.evidence());
    }
  }

  /** Something that was seen, enough to look at it again. */
  record EvidenceItemJson(
      String id,
      String kind,
      String about,
      String text,
      Instant from,
      Instant to,
      @Nullable Double baseline,
      @Nullable Double observed,
      String unit,
      String query,
      double strength) {
    static EvidenceItemJson of(Evidence one) {
      return new EvidenceItemJson(
          one.id(),
          one.kind(),
          one.about(),
          one.text(),
          one.from(),
          one.to(),
          one.baseline(),
          one.observed(),
          one.unit(),
          one.query(),
          one.strength());
    }
  }

  /** A line of its history. */
  record MomentJson(Instant at, String kind, String text, List<String> evidence) {
    static MomentJson of(Moment moment) {
      return new MomentJson(moment.at(), word(moment.kind()), moment.text(), moment.evidence());
    }
  }
}
