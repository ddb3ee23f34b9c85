// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RetryLintTest {

  private static final DependencyGraph CHAIN =
      new Shops().needs("web", "orders").needs("orders", "stock").needs("stock", "db").graph();

  @Test
  void multipliesAttemptsAlongThePath() {
    assertThat(
            texts(
                CHAIN,
                policy("web", "orders", 3, 0, 0),
                policy("orders", "stock", 3, 0, 0),
                policy("stock", "db", 3, 0, 0)))
        .containsExactly(
            "web → orders → stock → db: up to 27 attempts at db for one request (expected: at most"
                + " 4). Fix: retry in one place only, or with a budget");
  }

  @Test
  void aBudgetBoundsWhatMultiplies() {
    Duration none = Duration.ZERO;
    ServiceName[] chain = {name("web"), name("orders"), name("stock"), name("db")};
    CallPolicy[] frugal = new CallPolicy[3];
    CallPolicy[] generous = new CallPolicy[3];
    for (int i = 0; i < 3; i++) {
      frugal[i] = new CallPolicy(chain[i], chain[i + 1], 3, none, none, 0.2);
      generous[i] = new CallPolicy(chain[i], chain[i + 1], 3, none, none, 1);
    }
    assertThat(texts(CHAIN, frugal)).isEmpty();
    assertThat(texts(CHAIN, generous))
        .singleElement()
        .asString()
        .contains("up to 8 attempts at db for one request");
  }

  private static ServiceName name(String name) {
    return new ServiceName(name);
  }

  @Test
  void acceptsRetriesInOnePlace() {
    assertThat(texts(CHAIN, policy("web", "orders", 3, 0, 0))).isEmpty();
  }

  @Test
  void findsTimeoutsThatGrowOnTheWayDown() {
    assertThat(
            texts(
                CHAIN,
                policy("web", "orders", 1, 500, 0),
                policy("orders", "stock", 2, 400, 0),
                policy("stock", "db", 1, 300, 0)))
        .containsExactly(
            "orders → stock waits up to 800 ms, but web gives up on orders after 500 ms (expected:"
                + " less below than above). Fix: at most 500 ms in all at orders");
  }

  @Test
  void anOverallTimeoutBoundsTheAttempts() {
    assertThat(
            texts(
                CHAIN, policy("web", "orders", 1, 500, 0), policy("orders", "stock", 2, 400, 450)))
        .isEmpty();
  }

  @Test
  void findsACalleeThatWaitsWithoutEnd() {
    assertThat(texts(CHAIN, policy("web", "orders", 1, 500, 0), policy("orders", "stock", 1, 0, 0)))
        .singleElement()
        .asString()
        .startsWith("orders → stock waits up to without end");
  }

  @Test
  void findsRetriesOnACycle() {
    DependencyGraph graph = new Shops().needs("a", "b").needs("b", "a").graph();
    assertThat(texts(graph, policy("a", "b", 2, 0, 0)))
        .containsExactly(
            "a → b: 2 attempts on a cycle, so nothing bounds them (expected: 1). Fix: do not retry"
                + " there");
  }

  @Test
  void findsTimeoutsBelowWhatCallsTake() {
    DependencyGraph graph = new Shops().calls("web", "db", 10, 0.1).graph();
    assertThat(texts(graph, policy("web", "db", 1, 200, 0)))
        .containsExactly(
            "web → db: an attempt ends after 200 ms, and one call in a hundred takes 300 ms"
                + " (expected: more than that). Fix: at least 300 ms");
  }

  private static List<String> texts(DependencyGraph graph, CallPolicy... policies) {
    return RetryLint.of(graph, List.of(policies)).stream().map(RetryLint.Finding::text).toList();
  }

  private static CallPolicy policy(
      String client, String server, int attempts, int perTryMillis, int overallMillis) {
    return new CallPolicy(
        new ServiceName(client),
        new ServiceName(server),
        attempts,
        Duration.ofMillis(perTryMillis),
        Duration.ofMillis(overallMillis));
  }
}
