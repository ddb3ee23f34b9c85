// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.connect.alertmanager.ReceivedAlert;
import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.alert.Alert;
import dev.ballast.ledger.Limits;
import dev.ballast.model.Configuration;
import dev.ballast.model.Names;
import dev.ballast.model.Service;
import dev.ballast.model.ServiceName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What to do about an incident, as somebody has written it: the runbook of the service that it is
 * about, else that of an alert of others. A runbook that is a Markdown file lies in the folder of
 * the configuration, and nothing outside of it is ever read.
 */
public final class Runbooks {

  private static final int LONGEST = 16 * 1024;

  private final Supplier<Configuration> configuration;
  private final AlertBook alerts;
  private final @Nullable Path folder;

  /**
   * @param folder of the configuration; null: there is none
   */
  public Runbooks(Supplier<Configuration> configuration, AlertBook alerts, @Nullable Path folder) {
    this.configuration = configuration;
    this.alerts = alerts;
    this.folder = folder;
  }

  /** Where it is, a URL or a file; empty: nothing is written. */
  String of(Incident incident) {
    String service = Alert.service(incident);
    Service known =
        Names.isValid(service)
            ? configuration.get().services().get(new ServiceName(service))
            : null;
    return known == null || known.runbook().isEmpty() ? ofAlerts(incident) : known.runbook();
  }

  private String ofAlerts(Incident incident) {
    Set<String> fingerprints =
        incident.alerts().stream().map(AlertSeen::id).collect(Collectors.toSet());
    return fingerprints.isEmpty()
        ? ""
        : alerts.firing(fingerprints).stream()
            .map(ReceivedAlert::runbook)
            .filter(runbook -> !runbook.isEmpty())
            .sorted()
            .findFirst()
            .orElse("");
  }

  /** The text of one that is a file; empty when it is none or cannot be read. */
  public String text(String runbook) {
    if (folder == null || !runbook.endsWith(".md") || runbook.contains("://")) {
      return "";
    }
    try {
      Path root = folder.toRealPath();
      Path file = root.resolve(runbook).toRealPath();
      if (!file.startsWith(root) || !Files.isRegularFile(file)) {
        return "";
      }
      try (InputStream in = Files.newInputStream(file)) {
        return Limits.cut(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8), LONGEST);
      }
    } catch (IOException | InvalidPathException e) {
      return "";
    }
  }
}
