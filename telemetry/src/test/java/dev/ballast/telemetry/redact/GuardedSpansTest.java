// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GuardedSpansTest {

  private final List<Span> kept = new ArrayList<>();
  private final SpanSink guarded = guarded(Redaction.DEFAULT, spans -> Appended.all(keep(spans)));

  private int keep(List<Span> spans) {
    kept.addAll(spans);
    return spans.size();
  }

  private static SpanSink guarded(Redaction rules, SpanSink behind) {
    return new GuardedSpans(
        behind, rules, new Pseudonyms("key".getBytes(StandardCharsets.UTF_8)), new Meter());
  }

  private static Span span(
      String status, Map<String, String> resource, Map<String, String> attributes) {
    return new Span(
        "0af7651916cd43dd8448eb211c80319c",
        "b7ad6b7169203331",
        "",
        "payments",
        "POST /payments",
        Span.Kind.SERVER,
        Span.Status.ERROR,
        status,
        1,
        2,
        resource,
        attributes);
  }

  @Test
  void attributesTheStatusAndWhatAnExceptionSaidFollowTheRulesOfLogs() {
    guarded.append(
        List.of(
            span(
                "no card 4111 1111 1111 1111",
                Map.of("service.name", "payments", "note", "ann@example.com"),
                Map.of(
                    "client.address", "203.0.113.7",
                    "user.id", "u-1",
                    "url.full", "https://a/?token=abc",
                    "exception.message", "password=hunter2 is wrong",
                    "http.route", "/payments"))));

    Span span = kept.getFirst();
    assertThat(span.statusMessage()).isEqualTo("no card <card>");
    assertThat(span.resource()).containsEntry("note", "<email>");
    assertThat(span.attributes())
        .containsEntry("client.address", "203.0.113.x")
        .containsEntry("url.full", "https://a/?token=<token>")
        .containsEntry("exception.message", "password=<token> is wrong")
        .containsEntry("http.route", "/payments");
    assertThat(span.attributes().get("user.id")).startsWith("hash:");
  }

  @Test
  void whoIsCalledStaysKnown() {
    Map<String, String> called = Map.of("server.address", "203.0.113.9", "db.namespace", "a@b.co");
    guarded.append(List.of(span("", Map.of(), called)));

    assertThat(kept.getFirst().attributes()).isEqualTo(called);
  }

  @Test
  void aSpanOfWhichNothingIsHiddenIsTheSameObject() {
    Span plain = span("refused", Map.of("service.name", "a"), Map.of("http.route", "/x"));
    guarded.append(List.of(plain));

    assertThat(kept.getFirst()).isSameAs(plain);
  }

  @Test
  void whoCountsGetsTheSpansThatWereTakenAsTheyCame() {
    Span hidden = span("", Map.of(), Map.of("user.id", "u-1"));
    Span plain = span("", Map.of(), Map.of("http.route", "/x"));
    Span refused = span("", Map.of(), Map.of("user.id", "u-2"));
    SpanSink choosy =
        new SpanSink() {
          @Override
          public Appended append(List<Span> spans) {
            return Appended.all(spans.size());
          }

          @Override
          public Appended append(List<Span> spans, Consumer<List<Span>> taken) {
            taken.accept(spans.subList(0, 2));
            return Appended.all(2);
          }
        };
    List<Span> counted = new ArrayList<>();

    guarded(Redaction.DEFAULT, choosy).append(List.of(hidden, plain, refused), counted::addAll);

    assertThat(counted).hasSize(2);
    assertThat(counted.getFirst()).isSameAs(hidden);
    assertThat(counted.getLast()).isSameAs(plain);
  }

  @Test
  void aRuleForAPlaceIsObeyed() {
    SpanSink strict =
        guarded(
            Redaction.DEFAULT.with(Map.of("server.address", "drop")),
            spans -> Appended.all(keep(spans)));
    strict.append(List.of(span("", Map.of(), Map.of("server.address", "db", "x", "y"))));

    assertThat(kept.getFirst().attributes()).containsOnlyKeys("x");
  }
}
