// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.oncall;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.roster.CalendarReader;
import dev.ballast.connect.roster.Imported;
import dev.ballast.connect.roster.PagerDutyReader;
import dev.ballast.connect.roster.ScheduleYaml;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast oncall import}: somebody else's schedule as a resource. */
@Command(
    name = "import",
    description = "Write an OnCallSchedule from a calendar (iCal) or a schedule of PagerDuty.",
    footer = {
      "",
      "A calendar's events are shifts, their titles the people. PagerDuty's schedule is the JSON of",
      "GET https://api.pagerduty.com/schedules/ID; with a URL the token is read from PAGERDUTY_TOKEN.",
      "What cannot be understood is refused with its place: half a schedule calls the wrong people.",
      "",
      "  ballast oncall import team.ics --name payments-primary > oncall/payments-primary.yaml"
    })
final class OnCallImportCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TOKEN = "PAGERDUTY_TOKEN";

  @Parameters(paramLabel = "FILE|URL", description = "Where it is; - is standard input.")
  private String from = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The resource's name. Default: PagerDuty's name, or on-call.")
  private String name = "";

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Of a calendar's schedule, such as Europe/Berlin. Default: the calendar's.")
  private String zone = "";

  private final Terminal terminal;

  OnCallImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String text = text();
    Imported imported =
        text.stripLeading().startsWith("{")
            ? PagerDutyReader.read(text, name)
            : CalendarReader.read(text, name.isEmpty() ? "on-call" : name, zone);
    imported.notes().forEach(note -> terminal.err().println("note: " + note));
    if (imported.schedule().isEmpty()) {
      throw CommandFailure.usage(
          from + ": cannot be taken over:\n  " + String.join("\n  ", imported.problems()));
    }
    terminal.out().print(ScheduleYaml.of(imported.schedule().get()));
    terminal.out().flush();
    return Exit.OK;
  }

  private String text() {
    if (from.startsWith("http://") || from.startsWith("https://")) {
      return fetched();
    }
    try {
      byte[] bytes;
      if (from.equals("-")) {
        bytes = terminal.in().readNBytes(CalendarReader.MOST_BYTES + 1);
      } else {
        Path file = Path.of(from);
        if (!Files.isRegularFile(file)) {
          throw CommandFailure.usage(from + ": no file (expected: a calendar, JSON or a URL)");
        }
        bytes = Files.size(file) > CalendarReader.MOST_BYTES ? tooMuch() : Files.readAllBytes(file);
      }
      return text(bytes);
    } catch (IOException e) {
      throw CommandFailure.usage(from + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private String text(byte[] bytes) {
    return new String(
        bytes.length > CalendarReader.MOST_BYTES ? tooMuch() : bytes, StandardCharsets.UTF_8);
  }

  private byte[] tooMuch() {
    throw CommandFailure.usage(
        from + ": too large (expected: at most " + CalendarReader.MOST_BYTES + " bytes)");
  }

  private String fetched() {
    String token = terminal.variable(TOKEN, "");
    boolean pagerDuty = from.matches("https://([a-z0-9-]+\\.)*pagerduty\\.com/.*");
    // A token goes nowhere else, wherever an answer points to.
    HttpClient.Redirect redirects =
        pagerDuty ? HttpClient.Redirect.NEVER : HttpClient.Redirect.NORMAL;
    try (HttpClient client =
        HttpClient.newBuilder().followRedirects(redirects).connectTimeout(PATIENCE).build()) {
      URI uri = URI.create(from);
      HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE).GET();
      if (pagerDuty && !token.isEmpty()) {
        request.header("Authorization", "Token token=" + token);
        request.header("Accept", "application/vnd.pagerduty+json;version=2");
      }
      HttpResponse<byte[]> answer =
          client.send(
              request.build(),
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofByteArray(), CalendarReader.MOST_BYTES));
      if (answer.statusCode() / 100 != 2) {
        throw CommandFailure.unreachable(
            shown(uri)
                + " answered "
                + answer.statusCode()
                + (pagerDuty ? ". Fix: set " + TOKEN + " to a token of the REST API" : ""));
      }
      return text(answer.body());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("FILE|URL: (expected: a URL that can be read)");
    } catch (IOException e) {
      throw CommandFailure.unreachable("cannot read the URL (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.INTERRUPTED, "interrupted");
    }
  }

  /** Without the path, which is a secret in private calendars. */
  private static String shown(URI uri) {
    return uri.getScheme() + "://" + uri.getHost();
  }
}
