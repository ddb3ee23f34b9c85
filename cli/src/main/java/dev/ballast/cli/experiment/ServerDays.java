// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.chaos.DayHolder;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.Source;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Game days of an experiment, held by a server. It is asked first when one is to be held. */
final class ServerDays implements DayHolder {

  private static final String ALL = "/api/v1/gamedays";
  private static final Duration LOOK = Duration.ofMillis(500);

  private final ServerOptions server;
  private final Terminal terminal;
  private final QueryChecker queries;

  ServerDays(ServerOptions server, Terminal terminal, QueryChecker queries) {
    this.server = server;
    this.terminal = terminal;
    this.queries = queries;
  }

  @Override
  public String problemOf(String plan) {
    var reading = ConfigurationReader.readGameDay(Source.of("plan", plan), queries);
    if (!reading.errors().isEmpty()) {
      return reading.errors().stream().map(Problem::text).collect(Collectors.joining("\n"));
    }
    return reading.days().size() == 1 ? "" : "plan: (expected: one resource of kind GameDay)";
  }

  @Override
  public Told hold(String plan, String finding) throws InterruptedException {
    try (Api api = server.connect(terminal)) {
      JsonNode day = api.postText(ALL, Map.of("file", "plan"), plan);
      String id = day.path("id").asString("");
      String path = ALL + "/" + Api.segment(id);
      try {
        while (!isOver(day)) {
          Thread.sleep(LOOK);
          day = api.get(path);
        }
      } catch (InterruptedException e) {
        api.post(path + "/abort", Map.of("reason", "the experiment was ended"));
        throw e;
      }
      return told(day, id, finding);
    } catch (CommandFailure e) {
      throw new IllegalStateException(String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean isOver(JsonNode day) {
    return switch (day.path("phase").asString("")) {
      case "running", "stopping" -> false;
      default -> true;
    };
  }

  private static Told told(JsonNode day, String id, String finding) {
    if (day.path("phase").asString("").equals("aborted")) {
      throw new IllegalStateException(
          id + " was ended before its time: " + day.path("why").asString(""));
    }
    for (JsonNode one : day.path("findings")) {
      if (one.path("id").asString("").equals(finding)) {
        return new Told(
            id,
            one.path("outcome").asString(""),
            one.path("text").asString(""),
            one.path("value").asDouble(Double.NaN));
      }
    }
    throw new IllegalStateException(id + " measured nothing called " + finding);
  }
}
