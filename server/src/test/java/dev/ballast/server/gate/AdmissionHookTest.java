// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.server.http.ApiException;
import dev.ballast.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdmissionHookTest {

  private static final String UID = "705ab4f5-6393-11e8-b7cc-42010a800002";

  private final Budgets budgets = Budgets.left(0.8);

  @ParameterizedTest
  @ValueSource(
      strings = {"deployment-update.json", "deployment-create.json", "rollout-update.json"})
  void aNewImageIsARelease(String file) {
    assertThat(answer(review(file))).isEqualTo(yes());
    assertThat(budgets.events()).hasSize(1);
    assertThat(budgets.events().getFirst().actor())
        .isEqualTo("kubernetes: system:serviceaccount:argocd:argocd-application-controller");

    budgets.set(0.01, false);
    Map<?, ?> denied = answer(review(file));
    assertThat(denied.get("uid")).isEqualTo(UID);
    assertThat(denied.get("allowed")).isEqualTo(false);
    assertThat(denied.get("status"))
        .isEqualTo(
            Map.of(
                "code",
                403,
                "reason",
                "Forbidden",
                "message",
                "Ballast's gate: payments: payments-availability has the tightest budget: 1 % of"
                    + " 30 d left, which is under 5 %. No new features: critical fixes only, with"
                    + " full hands-on monitoring."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deployment-replicas.json", "deployment-scale.json"})
  void aScaleOrAChangeOfAnythingElseIsNone(String file) {
    budgets.set(-1, false);
    assertThat(answer(review(file))).isEqualTo(Map.of("uid", UID, "allowed", true));
    assertThat(budgets.events()).isEmpty();
  }

  @Test
  void aDeletionIsNone() {
    budgets.set(-1, false);
    String deletion =
        review("deployment-update.json")
            .replace("\"operation\": \"UPDATE\"", "\"operation\": \"DELETE\"");
    assertThat(answer(deletion)).isEqualTo(Map.of("uid", UID, "allowed", true));
  }

  @Test
  void aDryRunLeavesNothingBehind() {
    budgets.set(0.01, false);
    String dry = review("deployment-update.json").replace("\"dryRun\": false", "\"dryRun\": true");
    assertThat(answer(dry).get("allowed")).isEqualTo(false);
    assertThat(budgets.events()).isEmpty();
    assertThat(budgets.ledger.documents().list("gate.standing")).isEmpty();
    budgets.set(0.8, false);
    assertThat(answer(dry)).isEqualTo(yes());
  }

  @Test
  void aSlowerPlanIsAWarning() {
    budgets.set(0.3, false);
    Map<?, ?> answer = answer(review("deployment-update.json"));
    assertThat(answer.get("allowed")).isEqualTo(true);
    assertThat(answer.get("warnings"))
        .asString()
        .contains(
            "Ballast's gate wants payments slower, conservative: payments: canary 5 % -> 10 %");
  }

  @ParameterizedTest
  @CsvSource({
    "critical-fix, true, 'Critical fixes only'",
    "rollback,     true, 'is a rollback by its ballast.dev/change-class'",
    "urgent,       false, 'urgent (expected: normal, critical-fix or rollback); taken as normal.'"
  })
  void annotationsSayWhatAChangeIsFor(String changeClass, boolean allowed, String warning) {
    budgets.set(0.01, false);
    Map<?, ?> answer = answer(annotated("ballast.dev/change-class", changeClass));
    assertThat(answer.get("allowed")).isEqualTo(allowed);
    assertThat(allowed ? answer.toString() : String.valueOf(answer.get("warnings")))
        .contains(allowed && changeClass.startsWith("critical") ? "slower" : warning);
  }

  @Test
  void anAnnotationNamesTheService() {
    budgets.set(0.01, false);
    String other = review("deployment-update.json").replace("\"payments\"", "\"pay-v2\"");
    Map<?, ?> unknown = answer(other);
    assertThat(unknown.get("allowed")).isEqualTo(true);
    assertThat(unknown.get("warnings"))
        .asString()
        .contains(
            "Ballast knows no service for Deployment shop/pay-v2 (looked for: pay-v2); allowed.");
    assertThat(
            answer(other.replace("\"team\": \"pay-v2\"", "\"ballast.dev/service\": \"payments\""))
                .get("allowed"))
        .isEqualTo(false);
    assertThat(answer(annotated("ballast.dev/service", "paymets")).get("warnings"))
        .asString()
        .contains("Ballast knows no service paymets");
  }

  @Test
  void whatItDoesNotKnowIsAllowedWithAWarning() {
    String cron =
        review("deployment-create.json")
            .replace("\"kind\": \"Deployment\"", "\"kind\": \"CronJob\"");
    Map<?, ?> answer = answer(cron);
    assertThat(answer.get("allowed")).isEqualTo(true);
    assertThat(answer.get("warnings")).asString().contains("knows no CronJob shop/payments");
  }

  @Test
  void withoutDataItDeniesUnlessThePolicySaysOtherwise() {
    budgets.blind();
    assertThat(answer(review("deployment-update.json")).get("allowed")).isEqualTo(false);
    budgets.policies = Map.of("lenient", FlaggerHooksTest.lenient());
    Map<?, ?> answer = answer(review("deployment-update.json"));
    assertThat(answer.get("allowed")).isEqualTo(true);
    assertThat(answer.get("warnings")).asString().contains("the backend does not answer");
  }

  @Test
  void aServiceWithoutSloIsAllowedWithAWarning() {
    Map<?, ?> answer =
        answer(review("deployment-update.json").replace("\"payments\"", "\"orders\""));
    assertThat(answer.get("allowed")).isEqualTo(true);
    assertThat(answer.get("warnings")).asString().contains("orders has no SLO");
  }

  @Test
  void beforeTheFirstJudgementTheFailurePolicyDecides() {
    budgets.nothingJudged();
    assertThatThrownBy(() -> answer(review("deployment-update.json")))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(503));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "\"text\"",
        "{}",
        "{\"apiVersion\":\"admission.k8s.io/v1beta1\",\"kind\":\"AdmissionReview\",\"request\":{}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":7}}",
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":{}}"
      })
  void refusesWhatIsNoReview(String body) {
    assertThatThrownBy(() -> answer(body))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(400));
  }

  @Test
  void saysEverythingThatIsWrongWithAReview() {
    assertThatThrownBy(() -> answer("{\"kind\":\"Pod\"}"))
        .hasMessage(
            """
            apiVersion: missing (expected: admission.k8s.io/v1)
            kind: Pod (expected: AdmissionReview)
            request.uid: missing (expected: text of at most 256 characters)
            request.kind: missing (expected: group, version and kind)""");
  }

  @Test
  void hostileObjectsAreObjects() {
    budgets.set(0.01, false);
    String request =
        "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":\"u\","
            + "\"operation\":\"CREATE\",\"kind\":{\"group\":\"apps\",\"kind\":\"Deployment\"},"
            + "\"object\":{\"metadata\":{\"name\":[1],\"labels\":7,\"annotations\":[\"x\"]},"
            + "\"spec\":{\"template\":{\"spec\":{\"containers\":{\"a\":null,\"b\":{\"image\":\"x\"}}}}}}}}";
    assertThat(answer(request).get("allowed")).isEqualTo(true);
  }

  private static Map<String, Object> yes() {
    return Map.of(
        "uid",
        UID,
        "allowed",
        true,
        "auditAnnotations",
        Map.of("service", "payments", "verdict", "allow", "strategy", "aggressive"));
  }

  private static String annotated(String key, String value) {
    return review("deployment-update.json")
        .replace(
            "\"meta.helm.sh/release-name\": \"payments\"", "\"" + key + "\": \"" + value + "\"");
  }

  private Map<?, ?> answer(String body) {
    String text =
        Budgets.text(Budgets.post(new AdmissionHook(budgets.gates).endpoints(), Map.of(), body));
    Map<?, ?> review = Json.read(text, Map.class);
    assertThat(review.get("apiVersion")).isEqualTo("admission.k8s.io/v1");
    assertThat(review.get("kind")).isEqualTo("AdmissionReview");
    return review.get("response") instanceof Map<?, ?> response ? response : Map.of();
  }

  static String review(String file) {
    try (InputStream in = AdmissionHookTest.class.getResourceAsStream("/admission/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
