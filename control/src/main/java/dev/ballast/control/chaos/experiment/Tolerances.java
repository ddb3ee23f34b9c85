// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos.experiment;

import dev.ballast.control.chaos.experiment.Entry.Judgement;
import dev.ballast.model.experiment.JsonPath;
import dev.ballast.model.experiment.Provider;
import dev.ballast.model.experiment.Tolerance;
import dev.ballast.model.rollout.Tree;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Compares an answer with what it has to be, as Chaos Toolkit does. */
final class Tolerances {

  private static final int SHOWN = 120;

  private final Values values;
  private final Function<String, Optional<Tree>> json;

  /**
   * @param json reads a text as JSON, for paths into bodies
   */
  Tolerances(Values values, Function<String, Optional<Tree>> json) {
    this.values = values;
    this.json = json;
  }

  /** Whether it is; another probe's opinion is asked elsewhere. */
  Judgement judge(Tolerance tolerance, Tree output) {
    return switch (tolerance) {
      case Tolerance.None _ -> Judgement.NONE;
      case Tolerance.Probe _ -> throw new IllegalArgumentException("a probe has to be asked");
      case Tolerance.Exactly(Tree value) -> {
        Tree want = values.fill(value);
        Tree got = want instanceof Tree.Plain && number(want).isPresent() ? status(output) : output;
        yield same(want, got) ? Judgement.kept() : missed(got, want.json());
      }
      case Tolerance.Between(double low, double high, Tree written) -> {
        boolean isStatus = !status(output).equals(output);
        Tree got = status(output);
        OptionalDouble n = number(got);
        boolean member = written instanceof Tree.Items(var items) && items.contains(got);
        boolean within =
            n.isPresent() && n.getAsDouble() >= low && n.getAsDouble() <= high && !isStatus;
        yield within || (isStatus && member)
            ? Judgement.kept()
            : missed(got, (isStatus ? "one of " : "within ") + written.json());
      }
      case Tolerance.OneOf(var options) -> {
        Tree got = status(output);
        boolean found = options.stream().anyMatch(o -> same(o, got) || same(o, output));
        yield found ? Judgement.kept() : missed(got, "one of " + new Tree.Items(options).json());
      }
      case Tolerance.Matches(String pattern, String target) ->
          matches(values.fill(pattern), part(output, target));
      case Tolerance.InRange(double low, double high, String target) -> {
        Tree got = part(output, target);
        OptionalDouble n = loose(got);
        yield n.isPresent() && n.getAsDouble() >= low && n.getAsDouble() <= high
            ? Judgement.kept()
            : missed(got, "a number from " + low + " to " + high);
      }
      case Tolerance.AtPath at -> atPath(at, output);
    };
  }

  private static Judgement matches(String pattern, Tree got) {
    String text = got instanceof Tree.Text(String t) ? t : got.json();
    try {
      return Pattern.compile(pattern).matcher(new PatientText(text)).find()
          ? Judgement.kept()
          : missed(got, "something that matches " + pattern);
    } catch (IllegalArgumentException e) {
      return Judgement.missed("the pattern " + pattern + " is none: " + e.getMessage());
    } catch (PatientText.ExhaustedException | StackOverflowError e) {
      return Judgement.missed("the pattern " + pattern + " takes too long on this answer");
    }
  }

  private Judgement atPath(Tolerance.AtPath at, Tree output) {
    Tree got = part(output, at.target());
    Tree root = got instanceof Tree.Text(String text) ? json.apply(text).orElse(got) : got;
    List<Tree> found;
    try {
      found = JsonPath.of(values.fill(at.path())).find(root);
    } catch (IllegalArgumentException e) {
      return Judgement.missed(at.path() + " is no JSON path: " + e.getMessage());
    }
    if (at.expect().isPresent()) {
      var expected = at.expect().get().stream().map(values::fill).toList();
      boolean same = expected.size() == found.size();
      for (int i = 0; same && i < found.size(); i++) {
        same = same(expected.get(i), found.get(i));
      }
      return same
          ? Judgement.kept()
          : missed(new Tree.Items(found), new Tree.Items(expected).json() + " at " + at.path());
    }
    boolean enough = at.count() >= 0 ? found.size() == at.count() : !found.isEmpty();
    String want = at.count() >= 0 ? at.count() + " values" : "something";
    return enough ? Judgement.kept() : missed(new Tree.Items(found), want + " at " + at.path());
  }

  /** What a probe that is a tolerance says: yes or no. */
  static boolean isYes(Provider provider, Answer answer) {
    if (answer.status() != Answer.Status.SUCCEEDED) {
      return false;
    }
    OptionalDouble status = number(status(answer.output()));
    return switch (provider) {
      case Provider.Program _ -> status.isPresent() && status.getAsDouble() == 0;
      case Provider.Http _ -> status.isPresent() && status.getAsDouble() < 400;
      case Provider.Python _, Provider.Fault _, Provider.HeldDay _, Provider.Unsupported _ ->
          switch (answer.output()) {
            case Tree.Plain(String word) -> !word.matches("null|false|-?0(\\.0*)?");
            case Tree.Text(String text) -> !text.isEmpty();
            case Tree.Items(var items) -> !items.isEmpty();
            case Tree.Fields(var entries) -> !entries.isEmpty();
          };
    };
  }

  private static Tree part(Tree output, String target) {
    return !target.isEmpty()
            && output instanceof Tree.Fields(var entries)
            && entries.get(target) != null
        ? Objects.requireNonNull(entries.get(target))
        : output;
  }

  static Tree status(Tree output) {
    return part(output, "status");
  }

  private static boolean same(Tree want, Tree got) {
    OptionalDouble left = number(want);
    OptionalDouble right = number(got);
    return (left.isPresent() && right.isPresent())
        ? left.getAsDouble() == right.getAsDouble()
        : want.equals(got);
  }

  static OptionalDouble number(Tree tree) {
    return tree instanceof Tree.Plain(String word) ? parsed(word) : OptionalDouble.empty();
  }

  private static OptionalDouble loose(Tree tree) {
    return tree instanceof Tree.Text(String text) ? parsed(text.strip()) : number(tree);
  }

  private static OptionalDouble parsed(String word) {
    return word.matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?")
        ? OptionalDouble.of(Double.parseDouble(word))
        : OptionalDouble.empty();
  }

  private static Judgement missed(Tree got, String want) {
    String json = got.json();
    String shown = json.length() > SHOWN ? json.substring(0, SHOWN) + "…" : json;
    return Judgement.missed("got " + shown + " (expected: " + want + ")");
  }
}
