// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.keda;

import static dev.ballast.server.keda.ScalerClient.field;
import static dev.ballast.server.keda.ScalerClient.metadata;
import static dev.ballast.server.keda.ScalerClient.only;
import static dev.ballast.server.keda.ScalerClient.ref;
import static dev.ballast.server.keda.ScalerClient.request;
import static dev.ballast.server.keda.ScalerClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import dev.ballast.server.auth.Role;
import dev.ballast.telemetry.query.QueryException;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gRPC client that is made from the public protocol asks the scaler over loopback. */
final class KedaScalerTest {

  private final ScalerRig rig = new ScalerRig(true);
  private final ScalerClient client = rig.client;

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void speaksAllCallsOfTheProtocol() {
    assertThat(ScalerClient.PROTOCOL.methods().keySet())
        .containsExactly(
            "GetMetricSpec", "GetMetrics", "IsActive", "StreamIsActive", "StreamMetricSpec");
    for (MethodDescriptor<DynamicMessage, DynamicMessage> method :
        ScalerClient.PROTOCOL.methods().values()) {
      DynamicMessage question =
          method.getFullMethodName().endsWith("GetMetrics") ? request(metadata()) : ref(metadata());
      assertThat(client.first(method, question)).as(method.getFullMethodName()).isNotNull();
    }
  }

  @Test
  void saysHowMuchOneReplicaIsToHave() {
    DynamicMessage spec = only(client.ask("GetMetricSpec", ref(metadata())), "metricSpecs");
    assertThat(field(spec, "metricName")).isEqualTo("ballast-forecast");
    assertThat(field(spec, "targetSizeFloat")).isEqualTo(62.5);
    assertThat(field(spec, "targetSize")).isEqualTo(63L);
  }

  @Test
  void asksForTheMorningBeforeItComes() {
    assertThat(client.value(metadata())).isBetween(100.0, 250.0);
    rig.clock.moveTo(ScalerRig.MONDAY.plus(Duration.ofMinutes(8 * 60 + 57)));
    assertThat(client.value(metadata())).as("in five minutes it is nine").isBetween(900.0, 1200.0);
  }

  @Test
  void neverAsksForLessThanThereIsNow() {
    rig.clock.moveTo(ScalerRig.MONDAY.plus(Duration.ofHours(12)));
    rig.load.become(at -> at.isBefore(rig.clock.instant()) ? ScalerRig.opening(at) : 5000);
    assertThat(client.value(metadata())).isGreaterThanOrEqualTo(5000);
  }

  @Test
  void isActiveAboveTheActivation() {
    rig.load.become(at -> 3);
    assertThat(client.active(with("activation", "2"))).isTrue();
    assertThat(client.active(with("activation", "9"))).isFalse();
  }

  @Test
  void servesTheLoadOfNowWhileThereIsLittleToLearnFrom() {
    Instant born = rig.clock.instant().minus(Duration.ofHours(2));
    rig.load.become(at -> at.isBefore(born) ? Double.NaN : 77);
    assertThat(client.value(metadata())).isEqualTo(77);
    assertThat(rig.meter.prometheusText())
        .contains("ballast_keda_answers_total{basis=\"current\"} 1");
  }

  @Test
  void answersNoNumberWithoutData() {
    rig.load.become(at -> Double.NaN);
    assertThat(client.refused("GetMetrics", request(metadata())).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(client.refused("IsActive", ref(metadata())).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
    rig.load.become(at -> Double.POSITIVE_INFINITY);
    rig.clock.advance(Duration.ofMinutes(1));
    assertThat(client.refused("GetMetrics", request(metadata())).getCode())
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void saysWhenTheBackendIsNotThere() {
    rig.load.fail(new QueryException(QueryException.Kind.UNAVAILABLE, "cannot connect"));
    Status status = client.refused("GetMetrics", request(metadata()));
    assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(status.getDescription()).isEqualTo("cannot connect");
  }

  @Test
  void listsEveryProblemOfTheMetadata() {
    Map<String, String> bad =
        Map.of(
            "scalerAddress", "ballast:7700",
            "query", "sum(rate(",
            "quantil", "0.9",
            "horizon", "soon",
            "quantile", "1.5",
            "season", "25m",
            "target", "-3",
            "activation", "NaN",
            "metricName", "No Spaces");
    Status status = client.refused("GetMetricSpec", ref(bad));
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(said(status).lines())
        .hasSize(8)
        .anyMatch(l -> l.startsWith("metadata.quantil: unknown key") && l.endsWith("quantile"))
        .anyMatch(l -> l.startsWith("metadata.query: "))
        .anyMatch(l -> l.startsWith("metadata.horizon: \"soon\" (expected: a duration such as"))
        .contains("metadata.quantile: \"1.5\" (expected: a number between 0 and 1, both excluded)")
        .contains("metadata.season: 25m (expected: a multiple of step)")
        .contains("metadata.target: \"-3\" (expected: a number above 0)")
        .contains("metadata.activation: \"NaN\" (expected: a number >= 0)")
        .anyMatch(l -> l.startsWith("metadata.metricName: \"No Spaces\""));
    assertThat(said(client.refused("IsActive", ref(Map.of()))).lines())
        .hasSize(2)
        .anyMatch(l -> l.startsWith("metadata.query: missing"))
        .anyMatch(l -> l.startsWith("metadata.target: missing"));
  }

  @Test
  void refusesQueriesThatAreNotOneNumber() {
    rig.load.answersWithSeries(3);
    Status status = client.refused("GetMetrics", request(metadata()));
    assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(status.getDescription()).isEqualTo("query: 3 series (expected: one). Fix: sum(…)");
    assertThat(client.refused("IsActive", ref(with("dataSource", "nowhere"))).getDescription())
        .isEqualTo("dataSource: nowhere (expected: a known DataSource)");
  }

  @Test
  void refusesAnotherMetric() {
    DynamicMessage other =
        DynamicMessage.newBuilder(request(metadata()))
            .setField(
                ScalerClient.PROTOCOL.type("GetMetricsRequest").findFieldByName("metricName"),
                "cpu")
            .build();
    assertThat(client.refused("GetMetrics", other).getDescription())
        .isEqualTo("metricName: \"cpu\" (expected: \"ballast-forecast\")");
  }

  @Test
  void learnsOncePerStepHoweverManyAsk() {
    for (int poll = 0; poll < 40; poll++) {
      client.value(with("target", Integer.toString(10 + poll)));
      client.active(with("quantile", "0.5"));
      rig.clock.advance(Duration.ofSeconds(15));
    }
    assertThat(rig.load.ranges()).as("within one step of ten minutes").isEqualTo(1);
    assertThat(rig.load.instants()).isBetween(39, 41);
    int before = rig.load.points();
    rig.clock.advance(Duration.ofMinutes(10));
    client.value(metadata());
    assertThat(rig.load.points() - before).as("only what is new is asked for").isLessThan(4);
  }

  @Test
  void aHistoryThatWasNotAnsweredShiftsNothing() {
    rig.clock.moveTo(ScalerRig.MONDAY.plus(Duration.ofHours(7)));
    client.value(metadata());
    rig.load.forgetThePast(true);
    for (int step = 0; step < 6; step++) {
      rig.clock.advance(Duration.ofMinutes(10));
      assertThat(client.value(metadata())).as("the load of now").isEqualTo(100);
    }
    int before = rig.load.ranges();
    rig.clock.advance(Duration.ofSeconds(5));
    client.value(metadata());
    assertThat(rig.load.ranges()).as("not with each poll").isEqualTo(before);
    rig.load.forgetThePast(false);
    rig.clock.advance(Duration.ofSeconds(5));
    client.value(metadata());
    assertThat(rig.load.ranges()).as("soon, not with the next step").isEqualTo(before + 1);
    rig.clock.moveTo(ScalerRig.MONDAY.plus(Duration.ofMinutes(8 * 60 + 57)));
    assertThat(client.value(metadata())).as("in five minutes it is nine").isBetween(900.0, 1200.0);
  }

  @Test
  void wantsATokenBeyondLoopback() {
    try (var locked = new ScalerRig(false)) {
      assertThat(locked.client.refused("IsActive", ref(metadata())).getCode())
          .isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(locked.client.refused("IsActive", ref(with("tokenFromEnv", "wrong"))).getCode())
          .isEqualTo(Status.Code.UNAUTHENTICATED);
      String token = locked.tokens.create("keda", Role.VIEWER).secret();
      assertThat(locked.client.active(with("tokenFromEnv", token))).isTrue();
    }
  }

  private static String said(Status status) {
    return Objects.requireNonNull(status.getDescription());
  }
}
