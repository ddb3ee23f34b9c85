// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import dev.ballast.control.incident.Incidents;
import dev.ballast.ledger.Ledger;
import dev.ballast.model.Configuration;
import dev.ballast.server.board.Board;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.oncall.ActionBook;
import dev.ballast.server.oncall.ActionsApi;
import dev.ballast.server.oncall.AlertBook;
import dev.ballast.server.oncall.AlertsApi;
import dev.ballast.server.oncall.IncidentDeedsApi;
import dev.ballast.server.oncall.OnCallApi;
import dev.ballast.server.oncall.Pages;
import dev.ballast.server.oncall.Runbooks;
import dev.ballast.server.oncall.SilenceBook;
import dev.ballast.server.oncall.SilencesApi;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How people come in: alerts of others, who is called, silences, and what is left to do. */
final class Callout {

  private final Pages pages;
  private final ActionBook actions;
  private final Runbooks runbooks;
  private final List<Endpoint> endpoints = new ArrayList<>();

  /**
   * @param folder of the configuration, where runbooks may lie; null: there is none
   */
  Callout(
      Ledger ledger,
      Incidents incidents,
      Supplier<Configuration> configuration,
      Supplier<Board> board,
      @Nullable Path folder,
      InstantSource clock) {
    SilenceBook silences =
        new SilenceBook(ledger.documents(), ledger.events(), clock, new SecureRandom());
    actions = new ActionBook(ledger.documents(), ledger.events(), clock);
    AlertBook alerts = new AlertBook(ledger.documents(), clock);
    runbooks = new Runbooks(configuration, alerts, folder);
    pages = new Pages(incidents, configuration, silences, runbooks, ledger, clock);
    endpoints.addAll(
        new AlertsApi(
                alerts,
                incidents,
                silences,
                () -> services(configuration.get(), board.get()),
                ledger.events(),
                clock)
            .endpoints());
    endpoints.addAll(new SilencesApi(silences, clock).endpoints());
    endpoints.addAll(
        new ActionsApi(actions, id -> incidents.find(id).isPresent(), clock).endpoints());
    endpoints.addAll(new OnCallApi(configuration, clock).endpoints());
    endpoints.addAll(
        new IncidentDeedsApi(
                incidents, pages, runbooks, ledger.events(), () -> board.get().names(), clock)
            .endpoints());
  }

  /** What is written down, and what is seen. */
  private static Set<String> services(Configuration configuration, Board board) {
    Set<String> names = new TreeSet<>();
    configuration.services().keySet().forEach(name -> names.add(name.value()));
    board.health().services().forEach(one -> names.add(one.place().service().value()));
    return names;
  }

  /** Decides who is to be told by now. */
  void tick() {
    pages.tick();
  }

  ActionBook actions() {
    return actions;
  }

  /** The text of a runbook that is a file beside the configuration; empty when there is none. */
  String runbook(String location) {
    return runbooks.text(location);
  }

  List<Endpoint> endpoints() {
    return endpoints;
  }
}
