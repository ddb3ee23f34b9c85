// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Replicas;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ProcessScalerTest {

  private Orchestra orchestra;
  private ProcessAdmin admin;
  private ProcessScaler scaler;

  @BeforeEach
  void start() throws IOException {
    orchestra = new Orchestra();
    admin = new ProcessAdmin(orchestra.address());
    scaler = new ProcessScaler(admin, "us-east", "inventory", "v2.0.2");
  }

  @AfterEach
  void stop() {
    admin.close();
    orchestra.close();
  }

  private AbstractThrowableAssert<?, ?> reading() {
    return assertThatThrownBy(scaler::read).isInstanceOf(ActuatorException.class);
  }

  @Test
  void readsWhatIsWantedAndWhatRuns() {
    assertThat(scaler.read())
        .isEqualTo(new Replicas("process us-east/inventory/v2.0.2", "7", 1, 1));
  }

  @Test
  void findsTheOnlyVersion() {
    ProcessScaler any = new ProcessScaler(admin, "us-east", "inventory", "");

    assertThat(any.set(2, any.read()).wanted()).isEqualTo(2);
    assertThat(orchestra.asked()).endsWith("PUT /deployments/inventory/us-east/v2.0.2/scale");
  }

  @Test
  void asksWhichOfSeveralVersions() {
    orchestra.lie(
        200,
        "{\"deployments\":["
            + orchestra.document()
            + ","
            + orchestra.document().replace("v2.0.2", "v2.1.0")
            + "]}");

    assertThatThrownBy(() -> new ProcessScaler(admin, "us-east", "inventory", "").read())
        .hasMessage(
            "process us-east/inventory: runs in several versions: v2.0.2, v2.1.0. Fix: name one:"
                + " process/us-east/inventory/VERSION");
  }

  @Test
  void saysWhatRunsWhenItIsNotThere() {
    assertThatThrownBy(() -> new ProcessScaler(admin, "eu-west", "inventory", "").read())
        .hasMessageContaining("no such process (expected: one of us-east/inventory)");
    assertThatThrownBy(() -> new ProcessScaler(admin, "us-east", "inventory", "v9").read())
        .extracting(e -> ((ActuatorException) e).kind())
        .isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void plansWithinTheLimitsOfThePlaceAndWritesNothing() {
    assertThat(scaler.plan(2).after()).isEqualTo(2);
    assertThatThrownBy(() -> scaler.plan(5)).hasMessageContaining("replicas: 5 (expected: 1 to 4)");
    assertThat(orchestra.asked()).allMatch(request -> request.startsWith("GET "));
  }

  @Test
  void doesNotOverwriteAnothersNumber() {
    Replicas seen = scaler.read();
    orchestra.setsElsewhere(3);

    assertThatThrownBy(() -> scaler.set(2, seen))
        .hasMessageContaining(
            "somebody changed the replicas from 1 (revision 7) to 3 (revision 8)");
    assertThat(scaler.read().wanted()).isEqualTo(3);
  }

  @Test
  void doesNotMindAChangeOfAnythingElse() {
    Replicas seen = scaler.read();
    orchestra.setsElsewhere(1);

    assertThat(scaler.set(2, seen).wanted()).isEqualTo(2);
  }

  @Test
  void givesUpOnAnOrchestratorThatIsAlwaysOvertaken() {
    Replicas seen = scaler.read();
    for (int i = 0; i < 8; i++) {
      orchestra.lie(200, orchestra.document());
      orchestra.lie(412, "{\"error\":\"overtaken\"}");
    }

    assertThatThrownBy(() -> scaler.set(2, seen))
        .hasMessageContaining("overtaken by other writers 8 times in a row");
  }

  @Test
  void believesNoSuccessThatCannotBeReadBack() {
    Replicas seen = scaler.read();
    orchestra.lie(200, orchestra.document());
    orchestra.lie(200, orchestra.document());

    assertThatThrownBy(() -> scaler.set(2, seen))
        .hasMessageContaining("1 are wanted after 2 were asked for");
  }

  @ParameterizedTest
  @CsvSource({"400,INVALID", "403,FORBIDDEN", "404,NOT_FOUND", "409,REFUSED", "500,REFUSED"})
  void tellsWhatTheOrchestratorSays(int status, Kind kind) {
    orchestra.lie(status, "{\"error\":\"no way\"}");

    reading()
        .hasMessageContaining("process us-east/inventory/v2.0.2: no way. Fix: see what runs")
        .extracting(e -> ((ActuatorException) e).kind())
        .isEqualTo(kind);
  }

  @Test
  void anErrorWithoutWordsIsToldByItsStatus() {
    orchestra.lie(500, "");

    reading().hasMessageContaining("status 500");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "{\"service\":",
        "[]",
        "{}",
        "{\"service\":\"auth\",\"region\":\"us-east\",\"version\":\"v2.0.2\",\"revision\":1,\"wanted\":1,\"ready\":1}",
        "{\"service\":\"inventory\",\"region\":\"us-east\",\"version\":\"v2.0.2\",\"revision\":1,\"wanted\":-1,\"ready\":1}",
        "{\"service\":\"inventory\",\"region\":\"us-east\",\"version\":\"v2.0.2\",\"revision\":1,\"wanted\":1.5,\"ready\":1}",
        "{\"service\":\"inventory\",\"region\":\"us-east\",\"version\":\"v2.0.2\",\"revision\":1,\"wanted\":1}",
        "{\"service\":\"inventory\",\"region\":\"us-east\",\"version\":\"v2.0.2\",\"wanted\":1,\"ready\":1}"
      })
  void whatIsNoDeploymentIsNoAnswer(String body) {
    orchestra.lie(200, body);

    reading()
        .hasMessageContaining("answered ")
        .extracting(e -> ((ActuatorException) e).kind())
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    orchestra.lie(200, "x".repeat((1 << 20) + 1));

    reading().hasMessageContaining("answered more than 1048576 bytes");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void doesNotWaitForOneThatHangs(boolean half) {
    orchestra.hang(half);
    try (ProcessAdmin hasty = new ProcessAdmin(orchestra.address(), Duration.ofMillis(50))) {
      assertThatThrownBy(() -> new ProcessScaler(hasty, "us-east", "inventory", "v2.0.2").read())
          .hasMessageContaining("does not answer (no whole answer within 50 ms)")
          .extracting(e -> ((ActuatorException) e).kind())
          .isEqualTo(Kind.UNREACHABLE);
    }
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThatThrownBy(() -> new ProcessAdmin(URI.create("7280")))
        .hasMessage("orchestrator: 7280 (expected: a URL such as http://127.0.0.1:7280)");
  }
}
