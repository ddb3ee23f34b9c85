// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import com.linecorp.armeria.server.ServerBuilder;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.server.api.AnomaliesApi;
import dev.ballast.server.api.CapacityApi;
import dev.ballast.server.api.ConfigApi;
import dev.ballast.server.api.EventsApi;
import dev.ballast.server.api.GateApi;
import dev.ballast.server.api.GraphApi;
import dev.ballast.server.api.HealthApi;
import dev.ballast.server.api.IncidentsApi;
import dev.ballast.server.api.PostmortemApi;
import dev.ballast.server.api.RolloutsApi;
import dev.ballast.server.api.SignalsApi;
import dev.ballast.server.api.StatusApi;
import dev.ballast.server.api.TargetsApi;
import dev.ballast.server.api.TokensApi;
import dev.ballast.server.change.ChangeHooks;
import dev.ballast.server.config.PromqlChecker;
import dev.ballast.server.cost.CostApi;
import dev.ballast.server.experiment.ExperimentsApi;
import dev.ballast.server.faults.FaultsApi;
import dev.ballast.server.gameday.GameDaysApi;
import dev.ballast.server.gate.AdmissionHook;
import dev.ballast.server.gate.FlaggerHooks;
import dev.ballast.server.healing.HealingApi;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.logs.LogsApi;
import dev.ballast.server.maturity.MaturityApi;
import dev.ballast.server.mcp.McpApi;
import dev.ballast.server.otlp.Admission;
import dev.ballast.server.otlp.LogLinesHttp;
import dev.ballast.server.otlp.OtlpGrpc;
import dev.ballast.server.otlp.OtlpHttp;
import dev.ballast.server.prometheus.PrometheusApi;
import dev.ballast.server.prometheus.QueryLimits;
import dev.ballast.server.regions.RegionsApi;
import dev.ballast.server.scorecard.ScorecardApi;
import dev.ballast.server.ui.Login;
import dev.ballast.server.ui.Site;
import java.util.ArrayList;
import java.util.List;

/** Everything that can be called, put together from what {@link Wiring} made. */
final class Faces {
  private final Wiring wired;

  Faces(Wiring wired) {
    this.wired = wired;
  }

  /** Puts every face on the HTTP server. */
  void bind(ServerBuilder server) {
    Admission admission =
        new Admission(wired.config.limits().writes(), wired.inFlight, wired.meter);
    int maxBody = wired.config.limits().bodyBytes();
    wired.http.bind(server, endpoints(admission));
    new OtlpGrpc(wired.senses.receiver(), admission, wired.gatekeeper, maxBody).bind(server);
    wired.scaler.bind(server);
  }

  /** All that can be called over plain HTTP. */
  List<Endpoint> endpoints(Admission admission) {
    List<Endpoint> all = new ArrayList<>();
    all.addAll(
        new StatusApi(
                wired.brain.notice(),
                wired.brain.freshness(),
                wired.gates,
                wired.clock,
                () -> Memory.links(wired.ledger).warnings())
            .endpoints());
    all.addAll(new GateApi(wired.gates).endpoints());
    all.addAll(new AdmissionHook(wired.gates).endpoints());
    all.addAll(
        new FlaggerHooks(wired.gates, wired.ledger.documents(), wired.ledger.events(), wired.clock)
            .endpoints());
    all.addAll(new CostApi(wired.costs, wired.incidents::all).endpoints());
    all.addAll(new HealingApi(wired.healing).endpoints());
    all.addAll(
        new ExperimentsApi(wired.experiments, wired.rounds, wired::configuration, wired.clock)
            .endpoints());
    all.addAll(new AnomaliesApi(wired.brain.watcher()::report).endpoints());
    all.addAll(new CapacityApi(wired.brain.foresight()::snapshot).endpoints());
    all.addAll(
        new GraphApi(wired.brain.graphs(), wired.brain.notice()::board, wired.clock).endpoints());
    all.addAll(new IncidentsApi(wired.incidents, wired.brain.notice()::board).endpoints());
    all.addAll(new EventsApi(wired.ledger.events()).endpoints());
    all.addAll(
        new ChangeHooks(
                wired.changes,
                wired.config.intake().gitHubSecret(),
                new Secrets(System::getenv),
                wired.clock)
            .endpoints());
    all.addAll(
        new SignalsApi(wired.senses.store().traces(), wired.senses.store().logs(), wired.clock)
            .endpoints());
    all.addAll(new LogsApi(wired.senses.store().logs(), wired.clock).endpoints());
    all.addAll(
        new LogLinesHttp(
                wired.senses.receiver(),
                wired.senses.logSink(),
                admission,
                wired.config.limits().bodyBytes(),
                wired.meter,
                wired.clock)
            .endpoints());
    all.addAll(new ConfigApi(wired::configState, new PromqlChecker()).endpoints());
    all.addAll(new TargetsApi(wired.senses.scraper()::targets).endpoints());
    all.addAll(wired.callout.endpoints());
    all.addAll(wired.voice.api().endpoints());
    all.addAll(new RegionsApi(wired.hands.regions(), () -> Memory.links(wired.ledger)).endpoints());
    all.addAll(new FaultsApi(wired.hands.faults()).endpoints());
    all.addAll(
        new GameDaysApi(wired.gamedays, wired.ledger.events(), wired.brain.notice()).endpoints());
    all.addAll(new RolloutsApi(wired.hands.rollouts(), wired.ledger.events()).endpoints());
    all.addAll(new MaturityApi(wired.maturity).endpoints());
    all.addAll(new ScorecardApi(wired.scorecard).endpoints());
    all.addAll(new PostmortemApi(wired.incidents, wired::address, wired.clock).endpoints());
    all.addAll(new TokensApi(wired.tokens, wired.ledger.events(), wired.clock).endpoints());
    all.addAll(
        new HealthApi(
                wired.loops,
                wired.meter,
                () ->
                    wired
                        .brain
                        .freshness()
                        .problem(wired.brain.notice().board(), wired.clock.instant()),
                () -> !wired.senses.store().refusal().isEmpty(),
                Version.text())
            .endpoints());
    all.addAll(
        new PrometheusApi(
                wired.brain.metrics(),
                wired.clock,
                new QueryLimits(
                    wired.config.limits().queries(), wired.config.limits().queryTimeout()),
                Version.text())
            .endpoints());
    all.addAll(
        new OtlpHttp(wired.senses.receiver(), admission, wired.config.limits().bodyBytes())
            .endpoints());
    Site site =
        new Site(
            new Site.Sources(
                wired.brain.notice(),
                wired.brain.metrics(),
                wired.senses.store().traces(),
                wired.senses.store().logs(),
                wired.ledger.events(),
                wired.hands.rollouts(),
                wired.incidents,
                wired.changes,
                wired.brain.foresight()::snapshot,
                wired::configState,
                wired.scorecard,
                wired.callout.actions(),
                wired.costs,
                wired.maturity,
                wired.healing,
                wired.hands.regions(),
                wired.gamedays,
                () -> Memory.links(wired.ledger),
                wired.clock),
            new Site.Facts(
                Version.text(),
                wired::address,
                wired.config.configDir() == null ? "" : wired.config.configDir().toString(),
                wired.brain.freshness()));
    all.addAll(site.endpoints());
    all.addAll(new Login(site, wired.gatekeeper).endpoints());
    all.addAll(new McpApi(all, wired.clock, Version.text()).endpoints());
    return all;
  }
}
