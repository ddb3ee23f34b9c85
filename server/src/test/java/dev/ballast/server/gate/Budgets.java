// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gate;

import dev.ballast.control.gate.GateKeeper;
import dev.ballast.control.slo.Budget;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.Coverage;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.Split;
import dev.ballast.control.slo.WindowEvents;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Configuration;
import dev.ballast.model.Event;
import dev.ballast.model.GatePolicy;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Boards;
import dev.ballast.server.board.Freshness;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.testkit.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Boards whose payments have as much budget as a test says; orders have no SLO. */
final class Budgets {

  static final ServiceName PAYMENTS = new ServiceName("payments");
  private static final Duration MONTH = Duration.ofDays(30);

  final FakeClock clock = FakeClock.atStart();
  final MemoryLedger ledger = new MemoryLedger(clock);
  Map<String, GatePolicy> policies = Map.of();
  private Board board = Board.EMPTY;
  final Gates gates =
      new Gates(
          () -> board,
          Freshness.of(Duration.ofSeconds(5)),
          new GateKeeper(() -> policies, 1, ledger, clock),
          clock);

  static Budgets left(double remaining) {
    Budgets budgets = new Budgets();
    budgets.set(remaining, false);
    return budgets;
  }

  /** What is left, judged now. */
  void set(double remaining, boolean outage) {
    publish(status(remaining, outage));
  }

  void blind() {
    publish(status(1, false).withoutData("payments-availability: the backend does not answer"));
  }

  void nothingJudged() {
    board = Board.EMPTY;
  }

  private void publish(SloStatus status) {
    Configuration configuration =
        Configuration.EMPTY.withServices(
            Map.of(PAYMENTS, service(PAYMENTS), ORDERS, service(ORDERS)));
    board = Boards.of(board.version() + 1, clock.instant(), configuration, List.of(status));
  }

  private static final ServiceName ORDERS = new ServiceName("orders");

  private static Service service(ServiceName name) {
    return new Service(name, "", "", Service.Kind.INTERNAL, List.of());
  }

  private SloStatus status(double remaining, boolean outage) {
    WindowEvents events = new WindowEvents(MONTH, 10_000, 10_000, true, List.of());
    return new SloStatus(
        new SloName("payments-availability"),
        "",
        Place.whole(PAYMENTS),
        SloStatus.State.MET,
        Ratio.ofPercent(99),
        events,
        new Budget(100, 100 * (1 - remaining), 1 - remaining, remaining, remaining),
        outage
            ? List.of(new Burn(BurnRule.PAGE_FAST, events, events, 30, 30, 25, true))
            : List.of(),
        new Exhaustion.NotBurning(),
        new Coverage(Ratio.ONE, Ratio.ONE),
        SloPolicy.DEFAULT.rolling(MONTH, clock.instant()),
        Split.CLEAN,
        List.of("bad", "total"),
        "",
        clock.instant());
  }

  List<Event> events() {
    return ledger.events().read(0, EventFilter.ANY, 100);
  }

  /** Asks the first of some endpoints. */
  static Reply.Whole post(List<Endpoint> endpoints, Map<String, String> variables, String body) {
    Endpoint endpoint = endpoints.getFirst();
    try {
      return (Reply.Whole)
          endpoint
              .handler()
              .handle(
                  new Request(
                      endpoint.verb(),
                      endpoint.path(),
                      variables,
                      Parameters.NONE,
                      _ -> "",
                      Caller.LOCAL,
                      body.getBytes(StandardCharsets.UTF_8)));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(Reply.Whole reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
