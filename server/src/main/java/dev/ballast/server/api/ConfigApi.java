// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Reading;
import dev.ballast.model.yaml.Source;
import dev.ballast.server.auth.Role;
import dev.ballast.server.config.ConfigState;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The configuration in use, what is wrong with the newest edit, and checks of other texts. */
public final class ConfigApi {

  private final Supplier<ConfigState> state;
  private final QueryChecker queries;

  public ConfigApi(Supplier<ConfigState> state, QueryChecker queries) {
    this.state = state;
    this.queries = queries;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/config", Role.VIEWER, r -> Reply.json(config())),
        Endpoint.post("/api/v1/config/validate", Role.VIEWER, this::validate));
  }

  /** What is in use, and why the newest edit is not. */
  record ConfigJson(
      @Nullable Instant loadedAt,
      List<String> files,
      int services,
      int regions,
      int slos,
      int dataSources,
      int canaries,
      List<ProblemJson> warnings,
      @Nullable Instant refusedAt,
      List<ProblemJson> refused) {}

  /** One problem and where it is; line 0 means the file as a whole. */
  record ProblemJson(
      String file, int line, int column, String path, String code, String severity, String text) {

    static ProblemJson of(Problem problem) {
      return new ProblemJson(
          problem.place().file(),
          problem.place().line(),
          problem.place().column(),
          problem.path(),
          problem.code(),
          problem.severity().name().toLowerCase(Locale.ROOT),
          problem.text());
    }
  }

  /** The outcome of a check. */
  record ValidationJson(boolean valid, String outcome, List<ProblemJson> problems) {}

  private ConfigJson config() {
    ConfigState now = state.get();
    return new ConfigJson(
        known(now.loadedAt()),
        now.files(),
        now.configuration().services().size(),
        now.configuration().regions().size(),
        now.configuration().slos().size(),
        now.configuration().dataSources().size(),
        now.configuration().rollouts().canaries().size(),
        now.warnings().stream().map(ProblemJson::of).toList(),
        known(now.refusedAt()),
        now.refused().stream().map(ProblemJson::of).toList());
  }

  private Reply validate(Request request) {
    String name = request.parameters().get("file", "body.yaml");
    Reading reading =
        ConfigurationReader.readSources(List.of(Source.of(name, request.body())), queries);
    return Reply.json(
        reading.valid() ? 200 : 422,
        new ValidationJson(
            reading.valid(),
            reading.outcome().name().toLowerCase(Locale.ROOT),
            reading.problems().stream().map(ProblemJson::of).toList()));
  }

  private static @Nullable Instant known(Instant time) {
    return time.equals(Instant.EPOCH) ? null : time;
  }
}
