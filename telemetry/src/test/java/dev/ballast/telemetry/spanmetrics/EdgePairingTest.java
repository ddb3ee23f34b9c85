// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import static dev.ballast.telemetry.spanmetrics.Spans.client;
import static dev.ballast.telemetry.spanmetrics.Spans.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.query.Span.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EdgePairingTest {

  private static final RedLimits LIMITS =
      new RedLimits(Duration.ofSeconds(10), 3, 10, 10, Duration.ofMinutes(15));

  private final List<String> heard = new ArrayList<>();
  private final EdgePairing pairing = new EdgePairing(LIMITS, new Written());

  @Test
  void pairsAClientWithItsServerWhicheverComesFirst() {
    accept(0, client("web", "a").lasting(200), server("pay", "a").lasting(150));
    accept(0, server("pay", "b"), client("web", "b"));

    assertThat(heard).containsExactly("web -> pay '' 0.2 0.15 ok", "web -> pay '' 0.1 0.1 ok");
    assertThat(pairing.waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true"})
  void countsACallAsFailedWhenEitherSideSaysSo(boolean clientFailed, boolean serverFailed) {
    Spans client = client("web", "a");
    Spans server = server("pay", "a");

    accept(0, clientFailed ? client.failed() : client, serverFailed ? server.failed() : server);

    assertThat(heard).containsExactly("web -> pay '' 0.1 0.1 failed");
  }

  @Test
  void pairsProducersWithConsumersAsMessaging() {
    accept(
        0,
        Spans.of(Kind.PRODUCER, "orders", "a", "root"),
        Spans.of(Kind.CONSUMER, "mail", "b", "a"));

    assertThat(heard).containsExactly("orders -> mail 'messaging_system' 0.1 0.1 ok");
  }

  @ParameterizedTest
  @CsvSource({
    "db.system, postgresql, postgresql",
    "db.system.name, postgresql, postgresql",
    "db.name, shop, shop",
    "db.namespace, shop, shop",
  })
  void completesACallToADatabaseAtOnce(String attribute, String value, String server) {
    accept(0, client("orders", "a").attribute(attribute, value));

    assertThat(heard).containsExactly("orders -> " + server + " 'database' 0.1 0.1 ok");
  }

  @Test
  void prefersTheDatabasesServiceNameOverItsSchemaAndThatOverItsSystem() {
    Spans span = client("orders", "a").attribute("db.system", "postgresql");

    accept(0, span.attribute("db.name", "shop"));
    accept(0, span.attribute("db.name", "shop").attribute("peer.service", "database"));

    assertThat(heard)
        .containsExactly(
            "orders -> shop 'database' 0.1 0.1 ok", "orders -> database 'database' 0.1 0.1 ok");
  }

  @Test
  void takesAnExternalForTheServerOnlyAfterTheWait() {
    accept(0, client("pay", "a").attribute("peer.service", "card-processor").failed());
    pairing.expire(9_999);
    assertThat(heard).isEmpty();

    pairing.expire(10_000);

    assertThat(heard).containsExactly("pay -> card-processor 'virtual_node' 0.1 0.1 failed");
  }

  @ParameterizedTest
  @CsvSource({
    "server.address, api.stripe.com, pay -> api.stripe.com 'virtual_node' 0.1 0.1 ok",
    "net.peer.name, api.stripe.com, pay -> api.stripe.com 'virtual_node' 0.1 0.1 ok",
    "server.address, ledger.money.svc.cluster.local, pay -> ledger 'virtual_node' 0.1 0.1 ok",
    "server.address, 10.1.2.3, unpaired pay -> ''",
    "server.address, 'fe80::1', unpaired pay -> ''",
    "server.address, localhost, unpaired pay -> ''",
  })
  void namesTheOutsideByItsHostsSoThatTheyStayApart(String key, String value, String expected) {
    accept(0, client("pay", "a").attribute(key, value));

    pairing.expire(10_000);

    assertThat(heard).containsExactly(expected);
  }

  @Test
  void leadsHalvesOfMessagesToAndFromTheirQueue() {
    String topic = "messaging.destination.name";
    accept(0, Spans.of(Kind.PRODUCER, "orders", "a", "root").attribute(topic, "order-placed"));
    accept(0, Spans.of(Kind.CONSUMER, "mail", "b", "").attribute(topic, "order-placed"));

    pairing.expire(10_000);

    assertThat(heard)
        .containsExactly(
            "order-placed -> mail 'messaging_system' 0.1 0.1 ok",
            "orders -> order-placed 'messaging_system' 0.1 0.1 ok");
  }

  @Test
  void pairsWithARealServerThoughThePeerIsNamed() {
    accept(0, client("web", "a").attribute("peer.service", "payments-lb"), server("pay", "a"));
    pairing.expire(20_000);

    assertThat(heard).containsExactly("web -> pay '' 0.1 0.1 ok");
  }

  @Test
  void callsTheClientOfARootServerSpanUser() {
    accept(0, Spans.of(Kind.SERVER, "web", "a", "").in("eu-west"));

    assertThat(heard).containsExactly("user -> web@eu-west 'virtual_node' 0.1 0.1 ok");
  }

  @Test
  void givesAVirtualNodeTheRegionItsClientSaysElseTheClients() {
    Spans span = client("orders", "a").in("eu-west").attribute("db.name", "shop");

    accept(0, span, span.attribute("peer.cloud.region", "us-east"));
    accept(0, client("web", "b").in("us-east"), server("pay", "b").in("eu-west"));

    assertThat(heard)
        .containsExactly(
            "orders@eu-west -> shop@eu-west 'database' 0.1 0.1 ok",
            "orders@eu-west -> shop@us-east 'database' 0.1 0.1 ok",
            "web@us-east -> pay@eu-west '' 0.1 0.1 ok");
  }

  @Test
  void keepsCallsOfAServiceToItself() {
    accept(0, client("web", "a"), server("web", "a"));

    assertThat(heard).containsExactly("web -> web '' 0.1 0.1 ok");
  }

  @Test
  void reportsHalvesThatStayAloneByTheSideThatCame() {
    accept(0, client("web", "a"), server("pay", "b"));
    accept(1, Spans.of(Kind.CONSUMER, "mail", "c", ""));

    pairing.expire(10_000);

    assertThat(heard)
        .containsExactly("unpaired '' -> mail", "unpaired web -> ''", "unpaired '' -> pay");
  }

  @Test
  void doesNotCountACallTwiceWhenItsServerSpanIsLate() {
    accept(0, client("web", "a").attribute("peer.service", "pay"));
    pairing.expire(10_000);
    accept(11_000, server("pay", "a"));
    pairing.expire(30_000);

    assertThat(heard).containsExactly("web -> pay 'virtual_node' 0.1 0.1 ok", "unpaired '' -> pay");
  }

  @Test
  void doesNotMindClocksThatDiffer() {
    accept(0, client("web", "a").starting(9_000), server("pay", "a").starting(1_000));
    accept(0, client("web", "b").lasting(-50), server("pay", "b"));

    assertThat(heard).containsExactly("web -> pay '' 0.1 0.1 ok", "web -> pay '' 0.0 0.1 ok");
  }

  @Test
  void dropsHalvesWhenTooManyWait() {
    accept(0, client("web", "a"), client("web", "b"), client("web", "c"));
    accept(0, client("web", "d"), server("pay", "e"), server("pay", "a"));

    assertThat(heard)
        .containsExactly("dropped web -> ''", "dropped '' -> pay", "web -> pay '' 0.1 0.1 ok");
  }

  @Test
  void keepsTheFirstOfTwoSpansOfTheSameSide() {
    accept(0, client("web", "a"), client("web", "a"), server("pay", "a"), server("pay", "a"));

    assertThat(heard).containsExactly("unpaired web -> ''", "web -> pay '' 0.1 0.1 ok");
    assertThat(pairing.waiting()).isEqualTo(1);
  }

  @Test
  void ignoresInternalSpans() {
    accept(0, Spans.of(Kind.INTERNAL, "web", "a", ""), Spans.of(Kind.UNSPECIFIED, "web", "b", ""));

    assertThat(heard).isEmpty();
    assertThat(pairing.waiting()).isZero();
  }

  private void accept(long nowMillis, Spans... spans) {
    for (Spans span : spans) {
      pairing.accept(span.span(), nowMillis);
    }
  }

  private final class Written implements EdgePairing.Outcome {
    @Override
    public void complete(Edge e) {
      heard.add(
          "%s -> %s '%s' %s %s %s"
              .formatted(
                  at(e.client(), e.clientRegion()),
                  at(e.server(), e.serverRegion()),
                  e.type().label(),
                  e.clientSeconds(),
                  e.serverSeconds(),
                  e.failed() ? "failed" : "ok"));
    }

    @Override
    public void unpaired(String client, String server) {
      heard.add("unpaired " + quoted(client) + " -> " + quoted(server));
    }

    @Override
    public void dropped(String client, String server) {
      heard.add("dropped " + quoted(client) + " -> " + quoted(server));
    }

    private static String at(String service, String region) {
      return region.isEmpty() ? service : service + "@" + region;
    }

    private static String quoted(String service) {
      return service.isEmpty() ? "''" : service;
    }
  }
}
