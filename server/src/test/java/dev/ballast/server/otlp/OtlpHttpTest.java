// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.server.auth.Caller;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.InFlight;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.otlp.OtlpLimits;
import dev.ballast.telemetry.otlp.OtlpReceiver;
import dev.ballast.telemetry.spanmetrics.RedLimits;
import dev.ballast.telemetry.spanmetrics.RedMetrics;
import dev.ballast.telemetry.store.StoreException;
import dev.ballast.testkit.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OtlpHttpTest {

  private static final String SPAN =
      """
      {"resourceSpans":[{"resource":{},"scopeSpans":[{"spans":[{
        "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"x",
        "kind":2,"startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225600000000001"
      }]}]}]}""";

  private final FakeClock clock = FakeClock.atStart();
  private final Meter meter = new Meter();
  private final InFlight inFlight = new InFlight();

  @Test
  void tellsSendersToComeBackWhenTheDiskIsFull() throws Exception {
    Reply.Whole reply =
        post(
            spans -> {
              throw new StoreFullException("the disk is full");
            },
            1);

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsEntry("retry-after", "30");
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("the disk is full");
  }

  @Test
  void tellsSendersToComeBackWhenTheStoreFails() throws Exception {
    Reply.Whole reply =
        post(
            spans -> {
              throw new StoreException("the disk failed");
            },
            1);

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsEntry("retry-after", "30");
  }

  @Test
  void tellsSendersToComeBackWhenThereIsTooMuchToDo() throws Exception {
    Reply.Whole reply = post(spans -> Appended.all(spans.size()), 0);

    assertThat(reply.status()).isEqualTo(429);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("overloaded");
    assertThat(reply.headers()).containsEntry("retry-after", "1");
    assertThat(meter.prometheusText()).contains("ballast_otlp_overloaded_total 1");
  }

  @Test
  void tellsSendersToComeBackWhenTheServerStops() throws Exception {
    inFlight.close(Duration.ZERO);

    assertThat(post(spans -> Appended.all(spans.size()), 1).status()).isEqualTo(503);
  }

  @Test
  void answersInTheEncodingOfTheRequest() throws Exception {
    Reply.Whole reply = post(spans -> Appended.all(spans.size()), 1);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).isEqualTo("application/json");
    assertThat(reply.body()).asString().isEqualTo("{}");
  }

  private Reply.Whole post(SpanSink spans, int writes) throws Exception {
    SampleSink samples = batch -> Appended.all(batch.size());
    RedMetrics red =
        new RedMetrics(samples, (name, about) -> {}, RedLimits.DEFAULT, seen -> {}, meter, clock);
    OtlpReceiver receiver =
        new OtlpReceiver(
            new OtlpReceiver.Sinks(
                samples, (name, about) -> {}, spans, logs -> Appended.all(logs.size()), red),
            OtlpLimits.DEFAULT,
            meter,
            clock);
    Admission admission = new Admission(writes, inFlight, meter, Duration.ofMillis(1));
    Endpoint endpoint =
        new OtlpHttp(receiver, admission, 1 << 20)
            .endpoints().stream()
                .filter(e -> e.path().equals("/v1/traces"))
                .findFirst()
                .orElseThrow();
    UnaryOperator<String> headers = name -> name.equals("content-type") ? "application/json" : "";
    if (!endpoint.turnstile().enter()) {
      return (Reply.Whole) endpoint.turnstile().refusal(headers);
    }
    try {
      return (Reply.Whole)
          endpoint
              .handler()
              .handle(
                  new Request(
                      Verb.POST,
                      "/v1/traces",
                      Map.of(),
                      Parameters.NONE,
                      headers,
                      Caller.LOCAL,
                      SPAN.getBytes(StandardCharsets.UTF_8)));
    } finally {
      endpoint.turnstile().leave();
    }
  }
}
