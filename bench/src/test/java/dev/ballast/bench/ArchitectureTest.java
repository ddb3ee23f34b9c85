// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house as it is meant to be: arrows between modules, and what no module may do. */
class ArchitectureTest {

  private static final String ROOT = "dev.ballast.";

  /**
   * What each module may depend on of ours; a package ends in {@code *} when its children count.
   */
  private static final Map<String, List<String>> ALLOWED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("model", List.of()),
              Map.entry("stats", List.of()),
              Map.entry("promql", List.of()),
              Map.entry("telemetry", List.of("model*", "promql*")),
              Map.entry("ledger", List.of("model*")),
              Map.entry("mesh", List.of("model*")),
              Map.entry("faults", List.of("model*")),
              Map.entry("jvm", List.of()),
              Map.entry("jpa", List.of()),
              Map.entry("connect", List.of("model*", "stats*", "control*", "ledger")),
              Map.entry(
                  "control", List.of("model*", "stats*", "promql*", "ledger", "telemetry.query")),
              Map.entry(
                  "server",
                  List.of(
                      "model*",
                      "stats*",
                      "promql*",
                      "telemetry*",
                      "ledger*",
                      "control*",
                      "connect*")),
              Map.entry(
                  "cli",
                  List.of(
                      "model*",
                      "stats*",
                      "promql*",
                      "telemetry*",
                      "ledger*",
                      "control*",
                      "connect*",
                      "server*")),
              Map.entry("shop", List.of())));

  /** Inside control: a package may import from those with a lower rank only. */
  private static final Map<String, Integer> CONTROL_RANK =
      Map.ofEntries(
          Map.entry("actuator", 0),
          Map.entry("change", 0),
          Map.entry("slo", 0),
          Map.entry("topology", 0),
          Map.entry("predict", 0),
          Map.entry("health", 1),
          Map.entry("diagnosis", 2),
          Map.entry("incident", 2),
          Map.entry("gate", 2),
          Map.entry("cost", 2),
          Map.entry("rollout", 3),
          Map.entry("oncall", 3),
          Map.entry("chaos", 3),
          Map.entry("regions", 3),
          Map.entry("findings", 3),
          Map.entry("register", 3),
          Map.entry("gameday", 4),
          Map.entry("healing", 4),
          Map.entry("maturity", 4));

  private static final Set<String> BANNED_WORDS =
      Set.of("service", "impl", "util", "utils", "common", "manager", "dto");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(place -> !place.contains("/target/jt/test/"))
          .importPackages("dev.ballast");

  static Stream<String> modules() {
    return ALLOWED.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void seesRealClassesOfEveryModule(String module) {
    long seen =
        OURS.stream()
            .filter(resideInAPackage(ROOT + module + ".."))
            .filter(c -> !c.getSimpleName().equals("package-info"))
            .count();
    assertThat(seen).as("classes of module " + module).isPositive();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void dependsOnlyAlongTheArrows(String module) {
    String[] allowed =
        Stream.concat(Stream.of(module + "*"), ALLOWED.getOrDefault(module, List.of()).stream())
            .map(name -> ROOT + name.replace("*", ".."))
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> strangers =
        resideInAPackage("dev.ballast..").and(DescribedPredicate.not(resideInAnyPackage(allowed)));
    noClasses()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .dependOnClassesThat(strangers.as("are ours and not reachable by the module's arrows"))
        .check(OURS);
  }

  @Test
  void keepsTheOrderInsideControl() {
    Set<String> wrong = new TreeSet<>();
    OURS.stream()
        .filter(resideInAPackage(ROOT + "control.."))
        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
        .filter(
            d ->
                resideInAPackage(ROOT + "control..")
                    .test(d.getTargetClass().getBaseComponentType()))
        .forEach(
            dependency -> {
              String from = pattern(dependency.getOriginClass());
              String to = pattern(dependency.getTargetClass().getBaseComponentType());
              if (!from.equals(to) && rank(to) >= rank(from)) {
                wrong.add(describe(from, to, dependency));
              }
            });
    assertThat(wrong).isEmpty();
  }

  @Test
  void knowsEveryPackageInsideControl() {
    Set<String> found = new TreeSet<>();
    OURS.stream().filter(resideInAPackage(ROOT + "control..")).forEach(c -> found.add(pattern(c)));
    assertThat(CONTROL_RANK.keySet()).containsAll(found);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("dev.ballast.(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void keepsInputAndOutputOutOfTheBrain() {
    DescribedPredicate<JavaClass> world =
        resideInAnyPackage(
                "java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
            .and(DescribedPredicate.not(named("java.io.Serializable")));
    brain().dependOnClassesThat(world.as("do input or output")).check(OURS);
  }

  @Test
  void startsNoThreadInTheBrain() {
    DescribedPredicate<JavaClass> threads =
        named(
            "java.lang.Thread",
            "java.util.Timer",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.CompletableFuture");
    brain().dependOnClassesThat(threads.as("run threads")).check(OURS);
  }

  @Test
  void readsNoClockAndNoDiceInTheBrain() {
    DescribedPredicate<JavaCall<?>> clock =
        DescribedPredicate.describe(
            "reads the wall clock or hidden randomness",
            call -> {
              String owner = call.getTargetOwner().getName();
              String name = call.getName();
              return switch (owner) {
                case "java.lang.System" ->
                    Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty").contains(name);
                case "java.time.Clock", "java.time.InstantSource" -> name.startsWith("system");
                case "java.lang.Math" -> name.equals("random");
                case "java.util.UUID" -> name.equals("randomUUID");
                case "java.util.concurrent.ThreadLocalRandom" -> true;
                default -> owner.startsWith("java.time.") && name.equals("now");
              };
            });
    brain().callCodeUnitWhere(clock).check(OURS);
  }

  @Test
  void logsThroughSlf4jOnly() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..").check(OURS);
  }

  @Test
  void printsOnlyWhereACommandTalksToItsUser() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "cli..", ROOT + "shop..", ROOT + "bench..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(OURS);
  }

  @Test
  void marksEveryPackageForNullness() {
    Set<String> unmarked = new TreeSet<>();
    OURS.stream()
        .map(JavaClass::getPackage)
        .distinct()
        .filter(p -> !p.getName().endsWith(".jmh_generated"))
        .filter(p -> !p.isAnnotatedWith(NullMarked.class))
        .forEach(p -> unmarked.add(p.getName()));
    assertThat(unmarked).isEmpty();
  }

  @Test
  void namesPackagesByWhatTheyAreAbout() {
    classes()
        .should()
        .resideOutsideOfPackages(
            BANNED_WORDS.stream().map(word -> ".." + word + "..").toArray(String[]::new))
        .check(OURS);
  }

  private static com.tngtech.archunit.lang.syntax.elements.ClassesShould brain() {
    return noClasses().that().resideInAnyPackage(ROOT + "control..", ROOT + "stats..").should();
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> set = Set.of(names);
    return DescribedPredicate.describe("are one of " + set, c -> set.contains(c.getName()));
  }

  /** The first package below control: one per pattern. */
  private static String pattern(JavaClass type) {
    String rest = type.getPackageName().substring((ROOT + "control").length());
    return rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
  }

  private static int rank(String pattern) {
    return CONTROL_RANK.getOrDefault(pattern, Integer.MAX_VALUE);
  }

  private static String describe(String from, String to, Dependency dependency) {
    return from + " must not know " + to + ": " + dependency.getDescription();
  }
}
