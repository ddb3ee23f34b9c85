// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Configuration;
import dev.ballast.model.DataSource;
import dev.ballast.model.Region;
import dev.ballast.model.RegionName;
import dev.ballast.model.Replication;
import dev.ballast.model.Slo;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloName;
import dev.ballast.model.cost.CostPlans;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.rollout.AlertProvider;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.MetricTemplate;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.model.rollout.RolloutResources;
import dev.ballast.model.sloth.SlothSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads files and folders of resources into one configuration, or says all that is wrong. */
public final class ConfigurationReader {

  private final QueryChecker queries;
  private final ReaderOptions options;
  private final Problems problems;
  private final Registry registry;
  private final RunbookFiles runbooks;

  private ConfigurationReader(QueryChecker queries, ReaderOptions options) {
    this(queries, options, List.of());
  }

  private ConfigurationReader(
      QueryChecker queries, ReaderOptions options, List<Path> filesOrFolders) {
    this.queries = queries;
    this.options = options;
    this.problems = new Problems(options.limits().problems());
    this.runbooks = RunbookFiles.beside(filesOrFolders, problems::add);
    this.registry = new Registry(options.references(), problems::add);
  }

  /**
   * Reads files as they are named, and folders with all below them: {@code *.yaml}, {@code *.yml}
   * and {@code *.json} in sorted order, without names that start with a dot.
   */
  public static Reading read(List<Path> filesOrFolders, QueryChecker queries) {
    return read(filesOrFolders, queries, ReaderOptions.DEFAULT);
  }

  public static Reading read(
      List<Path> filesOrFolders, QueryChecker queries, ReaderOptions options) {
    var reader = new ConfigurationReader(queries, options, filesOrFolders);
    var sources = ResourceFiles.load(filesOrFolders, options.limits(), reader.problems::add);
    return reader.read(sources);
  }

  /** Reads what is in memory already, such as standard input. */
  public static Reading readSources(List<Source> sources, QueryChecker queries) {
    return readSources(sources, queries, ReaderOptions.DEFAULT);
  }

  public static Reading readSources(
      List<Source> sources, QueryChecker queries, ReaderOptions options) {
    return new ConfigurationReader(queries, options).read(sources);
  }

  /** Reads the file of a mesh process, which holds one Mesh and nothing else that matters. */
  public static MeshReading readMesh(Path file) {
    var reader = new ConfigurationReader(QueryChecker.NONE, ReaderOptions.DEFAULT);
    var sources = ResourceFiles.load(List.of(file), reader.options.limits(), reader.problems::add);
    return reader.readMesh(file.toString(), sources);
  }

  public static MeshReading readMesh(Source source) {
    var reader = new ConfigurationReader(QueryChecker.NONE, ReaderOptions.DEFAULT);
    return reader.readMesh(source.name(), List.of(source));
  }

  /** Reads SLOs of any format to write rules from. */
  public static RuleReading readRules(
      List<Source> sources, QueryChecker queries, ReaderOptions options) {
    return new ConfigurationReader(queries, options).readRules(sources);
  }

  public static RuleReading readRules(
      List<Path> filesOrFolders, ReaderOptions options, QueryChecker queries) {
    var reader = new ConfigurationReader(queries, options);
    return reader.readRules(
        ResourceFiles.load(filesOrFolders, options.limits(), reader.problems::add));
  }

  private RuleReading readRules(List<Source> sources) {
    sources.forEach(this::addSource);
    if (problems.hideFiles()) {
      registry.addUnreadable();
    }
    registry.reportDuplicates();
    var metrics = new Metrics(registry, queries, problems::add);
    var indicators = new Indicators(metrics, registry, problems::add);
    indicators.readAll();
    var definitions = new ArrayList<>(openSlo(indicators));
    definitions.addAll(new Pyrras(registry, metrics, problems::add).readAll());
    var sloths = new Sloths(registry, metrics, problems::add);
    return new RuleReading(sloths.readAll(), definitions, sloths.windows(), problems.list());
  }

  /** Reads what is said about rollouts; whatever else is in the files is checked as well. */
  public static RolloutReading readRollouts(List<Path> filesOrFolders, QueryChecker queries) {
    var reader = new ConfigurationReader(queries, ReaderOptions.DEFAULT);
    var limits = reader.options.limits();
    return reader.readRollouts(ResourceFiles.load(filesOrFolders, limits, reader.problems::add));
  }

  public static RolloutReading readRollouts(
      List<Source> sources, QueryChecker queries, ReaderOptions options) {
    return new ConfigurationReader(queries, options).readRollouts(sources);
  }

  private RolloutReading readRollouts(List<Source> sources) {
    var problems = read(sources).problems();
    var kinds = registry.words();
    if (problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
      return new RolloutReading(List.of(), List.of(), List.of(), kinds, problems);
    }
    var reader = new Canaries(registry, _ -> {}); // Reported by the reading above.
    return new RolloutReading(
        reader.readAll(), reader.readTemplates(), reader.readProviders(), kinds, problems);
  }

  /** Reads experiments; whatever else is in the files is checked as well. */
  public static ExperimentsReading readExperiments(List<Source> sources, QueryChecker queries) {
    var reader = new ConfigurationReader(queries, ReaderOptions.DEFAULT);
    var problems = reader.read(sources).problems();
    var wrong = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    return new ExperimentsReading(
        wrong ? List.of() : new Experiments(reader.registry, _ -> {}).readAll(), problems);
  }

  /** Reads what is said about databases; whatever else is in the files is checked as well. */
  public static ReplicationReading readReplications(
      List<Path> filesOrFolders, QueryChecker queries) {
    var reader = new ConfigurationReader(queries, ReaderOptions.DEFAULT);
    var limits = reader.options.limits();
    return reader.readReplications(
        ResourceFiles.load(filesOrFolders, limits, reader.problems::add));
  }

  private ReplicationReading readReplications(List<Source> sources) {
    var problems = read(sources).problems();
    var wrong = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    return new ReplicationReading(
        wrong ? List.of() : new Replications(registry, _ -> {}).readAll(), problems);
  }

  /** Reads plans of game days; whatever else is in the files is checked as well. */
  public static GameDayReading readGameDays(List<Path> filesOrFolders, QueryChecker queries) {
    var reader = new ConfigurationReader(queries, ReaderOptions.DEFAULT);
    var limits = reader.options.limits();
    return reader.readGameDays(ResourceFiles.load(filesOrFolders, limits, reader.problems::add));
  }

  public static GameDayReading readGameDay(Source source, QueryChecker queries) {
    return new ConfigurationReader(queries, ReaderOptions.DEFAULT).readGameDays(List.of(source));
  }

  private GameDayReading readGameDays(List<Source> sources) {
    var problems = read(sources).problems();
    var wrong = problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    return new GameDayReading(
        wrong ? List.of() : new GameDays(registry, queries, _ -> {}).readAll(), problems);
  }

  private MeshReading readMesh(String name, List<Source> sources) {
    sources.forEach(this::addSource);
    registry.reportDuplicates();
    var meshes = new Meshes(registry, problems::add).readAll();
    if (meshes.size() != 1 && problems.list().isEmpty()) {
      var what = meshes.size() + " meshes (expected: one resource of kind Mesh)";
      problems.add(new Problem.Unreadable(Place.wholeFile(name), what, ""));
    }
    var reading = new MeshReading(meshes, problems.list());
    return reading.errors().isEmpty() ? reading : new MeshReading(List.of(), reading.problems());
  }

  private Reading read(List<Source> sources) {
    sources.forEach(this::addSource);
    if (problems.hideFiles()) {
      registry.addUnreadable();
    }
    registry.reportDuplicates();
    var configuration = assemble();
    var all = problems.list();
    var valid = all.stream().noneMatch(problem -> problem.severity() == Severity.ERROR);
    return new Reading(valid ? configuration : Configuration.EMPTY, all, Canaries.places(registry));
  }

  private void addSource(Source source) {
    var name = source.name();
    if (source.bytes().length > options.limits().fileBytes()) {
      var what = "too large (expected: at most " + options.limits().fileBytes() + " bytes)";
      problems.add(SyntaxErrors.tooMuch(Place.wholeFile(name), what));
      return;
    }
    var text = Utf8.decode(source, problems::add);
    var documents = Documents.of(name, text, options.limits(), problems::add);
    registry.addBroken(documents.broken());
    var finder = new ResourceFinder(name, registry, problems::add);
    documents.roots().forEach(finder::add);
    if (documents.roots().stream().allMatch(Nodes::isNull) && !problems.has(name)) {
      var what = "holds no resource";
      problems.add(new Problem.NotUsed(Place.wholeFile(name), "", what, "", Severity.WARNING));
    }
  }

  private Configuration assemble() {
    var metrics = new Metrics(registry, queries, problems::add);
    var indicators = new Indicators(metrics, registry, problems::add);
    indicators.readAll();
    new Alerts(registry, problems::add).readAll();
    new Meshes(registry, problems::add).readAll(); // Used by mesh processes, checked here as well.
    new GameDays(registry, queries, problems::add).readAll(); // Likewise by ballast gameday.
    var definitions = definitions(indicators, metrics);
    return new Configuration(
        new Services(registry, problems::add).readAll(definitions.values()),
        regions(),
        watched(definitions),
        dataSources(),
        new Capacities(registry, queries, problems::add).readAll(),
        new Webhooks(registry, problems::add).readAll(),
        definitions,
        new GatePolicies(registry, problems::add).readAll(),
        new Maintenances(registry, definitions.keySet(), problems::add).readAll(),
        rollouts(),
        new OnCalls(registry, problems::add).readAll(),
        new RegionPolicies(registry, queries, problems::add).readAll(),
        costs(),
        new Remediations(registry, queries, runbooks, problems::add).readAll(),
        new FaultAgents(registry, problems::add).readAll(),
        experiments(),
        replications());
  }

  private Map<String, Replication> replications() {
    var all = new HashMap<String, Replication>();
    new Replications(registry, problems::add)
        .readAll()
        .forEach(one -> all.putIfAbsent(one.name(), one));
    return all;
  }

  private Map<String, Experiment> experiments() {
    var all = new HashMap<String, Experiment>();
    new Experiments(registry, problems::add)
        .readAll()
        .forEach(one -> all.putIfAbsent(one.name(), one));
    return all;
  }

  private CostPlans costs() {
    var models = new CostModels(registry, problems::add).readAll();
    return new CostPlans(models, new Investments(registry, models, problems::add).readAll());
  }

  private RolloutResources rollouts() {
    var reader = new Canaries(registry, problems::add);
    return new RolloutResources(
        byName(reader.readAll(), Canary::name),
        byName(reader.readTemplates(), MetricTemplate::name),
        byName(reader.readProviders(), AlertProvider::name));
  }

  private static <V> Map<ObjectName, V> byName(List<V> all, Function<V, ObjectName> name) {
    var first = new HashMap<ObjectName, V>();
    all.forEach(one -> first.putIfAbsent(name.apply(one), one));
    return first;
  }

  private Map<RegionName, Region> regions() {
    var regions = new HashMap<RegionName, Region>();
    for (Resource resource : registry.all(Kind.REGION)) {
      if (resource.isNamed()) {
        var name = new RegionName(resource.name());
        var shown = resource.spec().flatMap(spec -> spec.text("displayName"));
        regions.put(name, new Region(name, shown.orElse(resource.name()), allowsFaults(resource)));
      }
    }
    return regions;
  }

  private static boolean allowsFaults(Resource resource) {
    return resource
        .cursor()
        .at("metadata")
        .flatMap(metadata -> metadata.at("labels"))
        .flatMap(labels -> labels.text("ballast.dev/faults"))
        .filter("allowed"::equals)
        .isPresent();
  }

  private Map<SloName, SloDefinition> definitions(Indicators indicators, Metrics metrics) {
    var definitions = new LinkedHashMap<SloName, SloDefinition>();
    openSlo(indicators).forEach(slo -> definitions.putIfAbsent(slo.name(), slo));
    for (SlothSpec spec : new Sloths(registry, metrics, problems::add).readAll()) {
      Definitions.of(spec).forEach(slo -> definitions.putIfAbsent(slo.name(), slo));
    }
    new Pyrras(registry, metrics, problems::add)
        .readAll()
        .forEach(slo -> definitions.putIfAbsent(slo.name(), slo));
    return definitions;
  }

  private List<SloDefinition> openSlo(Indicators indicators) {
    var objectives = new Objectives(indicators, registry, problems::add);
    return registry.allVersions(Kind.SLO).stream()
        .map(objectives::read)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Map<SloName, Slo> watched(Map<SloName, SloDefinition> definitions) {
    var slos = new HashMap<SloName, Slo>();
    definitions.values().stream()
        .flatMap(definition -> Watched.of(definition).stream())
        .forEach(slo -> slos.putIfAbsent(slo.name(), slo));
    return slos;
  }

  private Map<String, DataSource> dataSources() {
    var reader = new DataSources(problems::add);
    var all = new HashMap<String, DataSource>();
    for (Resource resource : registry.allVersions(Kind.DATA_SOURCE)) {
      reader.read(resource).ifPresent(source -> all.put(source.name(), source));
    }
    return all;
  }
}
