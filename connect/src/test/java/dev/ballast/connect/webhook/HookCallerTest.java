// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.rollout.controller.HookCall;
import dev.ballast.model.rollout.Hook;
import dev.ballast.model.rollout.ObjectName;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HookCallerTest {

  private final List<Duration> pauses = new ArrayList<>();
  private final HookCaller caller = new HookCaller(true, pauses::add);
  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    caller.close();
    receiver.close();
  }

  private static HookCall call(String url, Duration timeout, int retries) {
    Hook hook =
        new Hook(
            Hook.Type.PRE_ROLLOUT,
            "smoke",
            URI.create(url),
            timeout,
            retries,
            Map.of("suite", "fast"),
            false,
            false);
    return new HookCall(
        hook, new ObjectName("shop", "payments"), "Progressing", "abc", hook.metadata());
  }

  private HookCall call(int retries) {
    return call(receiver.url(), Duration.ofSeconds(10), retries);
  }

  @ParameterizedTest
  @CsvSource({"200, true", "202, true", "203, false", "302, false", "404, false", "500, false"})
  void aStatusUpTo202IsYes(int status, boolean yes) {
    receiver.answer(status, "");
    assertThat(caller.ask(call(0)).yes()).isEqualTo(yes);
  }

  @Test
  void sendsFlaggersFields() throws Exception {
    receiver.answer(200, "");
    caller.ask(call(0));
    assertThat(receiver.next().body())
        .isEqualTo(
            "{\"name\":\"payments\",\"namespace\":\"shop\",\"phase\":\"Progressing\",\"checksum\":\"abc\",\"metadata\":{\"suite\":\"fast\"}}");
  }

  @Test
  void asksAgainAsOftenAsTheHookSays() {
    receiver.answer(500, "");
    receiver.answer(500, "");
    receiver.answer(200, "");
    assertThat(caller.ask(call(2)).yes()).isTrue();
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void aClosedGateIsNotAskedAgain() {
    receiver.answer(403, "");
    assertThat(caller.ask(call(5)).yes()).isFalse();
    assertThat(pauses).isEmpty();
  }

  @Test
  void silenceIsNo() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      HookCall.Answer answer = caller.ask(call(url, Duration.ofMillis(200), 0));
      assertThat(answer.yes()).isFalse();
      assertThat(answer.text()).contains("did not answer");
    }
  }

  @Test
  void theAnswerSaysWhereWithoutThePath() {
    receiver.answer(500, "");
    assertThat(caller.ask(call(0)).text()).contains("answered 500").doesNotContain("SECRETPATH");
  }

  @Test
  void cloudMetadataIsNeverCalled() {
    HookCall.Answer answer =
        caller.ask(call("http://169.254.169.254/latest/", Duration.ofSeconds(1), 0));
    assertThat(answer.yes()).isFalse();
    assertThat(answer.text()).contains("leads to 169.254.169.254");
  }

  @Test
  void thisMachineIsCalledOnlyWhereThatIsAllowed() {
    try (HookCaller careful = new HookCaller(false)) {
      assertThat(careful.ask(call(0)).text()).contains("leads to this machine");
    }
  }
}
