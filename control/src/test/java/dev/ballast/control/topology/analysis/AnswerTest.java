// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class AnswerTest {

  @Test
  void answersTheDocumentsQuestionsOnTheDocumentsOwnTable() {
    assertThat(text(Answer.all(Shops.document().analysis())))
        .isEqualTo(
            """
            Does the number of callers tell what is critical?
            No. It counts direct calls, not users, depth or fallbacks.
            - database has 3 callers and user-service has 2, yet 100 % of the entry points fails with database and 100 % with user-service.
            - warehouse has 1 caller, but 2 services fail with it: inventory and orders.
            - orders and payments have no caller at all and are not counted, and users lose 50 % with orders and 50 % with payments.
            Which service needs the highest SLO?
            database, 99.988 %.
            - database, 99.988 %: 100 % of the entry points and 3 services fail with it.
            - user-service, 99.988 %: 100 % of the entry points and 2 services fail with it.
            - warehouse, 99.975 %: 50 % of the entry points and 2 services fail with it.
            - Nobody promises anything here, so every entry point is held to 99.9 %; that is divided among all that it needs, and what more entry points hang on gets the smaller part.
            Where to aim chaos experiments?
            At database first.
            - Stop database: nobody has seen what then happens to inventory, orders and payments; 22 % of what fails for users hangs on it.
            - Stop user-service: nobody has seen what then happens to orders and payments; 22 % of what fails for users hangs on it.
            - Stop inventory: nobody has seen what then happens to orders; 22 % of what fails for users hangs on it.
            Where to invest?
            In a fallback in orders for inventory: 22 % of what fails for users would not; 2 others are as good.
            - Let orders go on without inventory: 22 %, as it stops the failures of inventory and warehouse.
            - Make database never fail by itself (replicas, care): 22 % at most.
            - Make user-service never fail by itself (replicas, care): 22 % at most.
            - Let inventory go on without warehouse: 11 %, as it stops its failures.
            - Let orders go on without user-service: 11 %, as it stops its failures.
            - Let payments go on without auth: 11 %, as it stops its failures.
            - Every service is taken to fail equally often, as nothing tells otherwise.
            """);
  }

  @Test
  void doesNotFindFaultWhereTheNumberOfCallersIsRight() {
    Answer first =
        Answer.all(
                new Shops()
                    .needs("web", "api")
                    .users("web", 1, 0.1)
                    .users("api", 1, 0.1)
                    .analysis())
            .getFirst();
    assertThat(first.because()).hasSize(1).first().asString().startsWith("web has no caller");
  }

  @Test
  void saysWhenPromisesAreTooSmall() {
    GraphAnalysis analysis =
        new Shops().needs("web", "db").promises("web", 0.9999).promises("db", 0.999).analysis();
    assertThat(Answer.all(analysis).get(1).because().getFirst())
        .contains("db, 99.9967 %")
        .endsWith("it promises only 99.9 %.");
  }

  private static String text(List<Answer> answers) {
    return answers.stream()
        .map(
            a ->
                a.question()
                    + "\n"
                    + a.answer()
                    + "\n"
                    + a.because().stream().map(b -> "- " + b + "\n").collect(Collectors.joining()))
        .collect(Collectors.joining());
  }
}
