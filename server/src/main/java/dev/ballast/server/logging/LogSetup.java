// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.Console;
import java.util.Optional;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;

/**
 * Logs to standard error: JSON with OpenTelemetry's names, or lines for people on a terminal. The
 * system property {@value #FORMAT} ({@code json}, {@code text}) chooses, {@value #LEVEL} sets the
 * level. In code, since reading a configuration file would cost a tenth of the start.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

  public static final String FORMAT = "ballast.log.format";
  public static final String LEVEL = "ballast.log.level";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    setContext(context);
    boolean people =
        switch (System.getProperty(FORMAT, "")) {
          case "text" -> true;
          case "json" -> false;
          default -> Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        };
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(people ? lines(context) : json(context));
    appender.start();
    context.getLogger("ROOT").setLevel(Level.WARN);
    context
        .getLogger("dev.ballast")
        .setLevel(Level.toLevel(System.getProperty(LEVEL, "INFO"), Level.INFO));
    // Says "Failed to bind" about our executor at every start, which is meant so.
    context.getLogger("io.micrometer").setLevel(Level.ERROR);
    // Warn with a stack of every try to reach a region that is away; the ledger says it in a line.
    for (String engine : new String[] {"org.infinispan", "org.jgroups", "org.apache.ratis"}) {
      context.getLogger(engine).setLevel(Level.ERROR);
    }
    context.getLogger("ROOT").addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static Encoder<ILoggingEvent> lines(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %msg  %kvp{NONE}%n%ex");
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    LogstashFieldNames names = encoder.getFieldNames();
    names.setTimestamp("timestamp");
    names.setLevel("severity_text");
    names.setLevelValue("[ignore]");
    names.setMessage("body");
    names.setLogger("otel.scope.name");
    names.setThread("thread.name");
    names.setStackTrace("exception.stacktrace");
    names.setVersion("[ignore]");
    encoder.setTimeZone("UTC");
    encoder.setCustomFields("{\"service.name\":\"ballast\"}");
    encoder.start();
    return encoder;
  }
}
