// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Heals, wherever it runs: in the agent, in the watchdog, at the next start. */
public final class Undoer {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Databases databases;

  public Undoer(Databases databases) {
    this.databases = databases;
  }

  /** Does all of it, in order, whatever becomes of one; what went wrong. */
  public List<String> undo(List<Undo> all) {
    List<String> problems = new ArrayList<>();
    for (Undo one : all) {
      try {
        undo(one);
      } catch (IOException | SQLException e) {
        problems.add(String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        problems.add("interrupted");
      }
    }
    return problems;
  }

  private void undo(Undo one) throws IOException, SQLException, InterruptedException {
    switch (one) {
      case Undo.Continue(long pid, long started, boolean tree) -> {
        for (Proc process : Proc.tree(pid, started, tree)) {
          process.signal(Signals.CONT);
        }
      }
      case Undo.Restore(String file, String content) -> {
        if (Files.exists(Path.of(file))) { // A group that is gone has no limits.
          Files.writeString(Path.of(file), content);
        }
      }
      case Undo.Run(List<String> command, long millis) -> {
        Shell.Result result = Shell.run(command, Duration.ofMillis(millis));
        if (result.code() != 0) {
          throw new IOException(result.sentence());
        }
      }
      case Undo.Sql(String target, String statement) -> databases.execute(target, statement);
      case Undo.Delete(String url) -> delete(url);
      case Undo.Leave leave -> {
        if (leave.isThere()) {
          var _ =
              Guest.tell(leave.pid(), leave.started(), Map.of("do", "remove", "id", leave.id()));
        }
      }
    }
  }

  private static void delete(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).DELETE().build();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status >= 300 && status != 404) {
        throw new IOException("DELETE " + url + ": status " + status);
      }
    }
  }
}
