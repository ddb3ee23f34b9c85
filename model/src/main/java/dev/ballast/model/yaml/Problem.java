// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;

/**
 * Something about a file that its author should know: what, where and what to write instead. Codes
 * are stable and meant for scripts; texts are for people and may change.
 */
public sealed interface Problem {

  Place place();

  /** Dotted path inside the resource, such as {@code spec.objectives[0].target}; may be empty. */
  String path();

  /** Stable, kebab-case. */
  String code();

  /** What is wrong, what is expected and what to do, without the place. */
  String text();

  default Severity severity() {
    return Severity.ERROR;
  }

  /** The whole line as people read it: {@code file:line:column: text}. */
  default String line() {
    return place() + ": " + text();
  }

  /** The file cannot be read at all: absent, not UTF-8, no permission. */
  record Unreadable(Place place, String what, String hint) implements Problem {
    @Override
    public String path() {
      return "";
    }

    @Override
    public String code() {
      return "unreadable";
    }

    @Override
    public String text() {
      return Texts.sentence(what, hint);
    }
  }

  /** The file is larger, deeper or more repetitive than the reader takes. */
  record TooMuch(Place place, String what, String hint) implements Problem {
    @Override
    public String path() {
      return "";
    }

    @Override
    public String code() {
      return "too-much";
    }

    @Override
    public String text() {
      return Texts.sentence(what, hint);
    }
  }

  /** The text is no YAML. */
  record Syntax(Place place, String what, String hint) implements Problem {
    @Override
    public String path() {
      return "";
    }

    @Override
    public String code() {
      return "syntax";
    }

    @Override
    public String text() {
      return Texts.sentence(what, hint);
    }
  }

  /** A key that nothing reads, usually a typo. */
  record UnknownKey(Place place, String path, List<String> known, String hint) implements Problem {
    public UnknownKey {
      known = List.copyOf(known);
    }

    @Override
    public String code() {
      return "unknown-key";
    }

    @Override
    public String text() {
      return Texts.sentence(path + ": unknown key (expected: " + Texts.oneOf(known) + ")", hint);
    }
  }

  /** A key that has to be there is not. */
  record MissingKey(Place place, String path, String rule, String hint) implements Problem {
    @Override
    public String code() {
      return "missing-key";
    }

    @Override
    public String text() {
      return Texts.sentence(path + ": missing (expected: " + rule + ")", hint);
    }
  }

  /** Text where a number should be, a map where a list should be, and the like. */
  record WrongType(Place place, String path, String value, String rule, String hint)
      implements Problem {
    @Override
    public String code() {
      return "wrong-type";
    }

    @Override
    public String text() {
      return Texts.formula(path, value, rule, hint);
    }
  }

  /** A value of the right type that breaks a rule. */
  record BadValue(Place place, String path, String value, String rule, String hint)
      implements Problem {
    @Override
    public String code() {
      return "bad-value";
    }

    @Override
    public String text() {
      return Texts.formula(path, value, rule, hint);
    }
  }

  /** Something that only its own reader can judge. */
  record Invalid(Place place, String path, String what) implements Problem {
    @Override
    public String code() {
      return "invalid";
    }

    @Override
    public String text() {
      return path + ": " + what;
    }
  }

  /** The same key or the same resource a second time. */
  record Duplicate(
      Place place, String path, String value, String rule, String hint, Severity severity)
      implements Problem {
    @Override
    public String code() {
      return "duplicate";
    }

    @Override
    public String text() {
      return Texts.formula(path, value, rule, hint);
    }
  }

  /** A name of a resource that is in none of the files. */
  record UnresolvedReference(
      Place place, String path, String value, String rule, String hint, Severity severity)
      implements Problem {
    @Override
    public String code() {
      return "unresolved-reference";
    }

    @Override
    public String text() {
      return Texts.formula(path, value, rule, hint);
    }
  }

  /**
   * Valid by its specification, but nothing that Ballast acts on yet: it is kept, and whoever wrote
   * it has to know that it is not watched.
   */
  record Unsupported(Place place, String path, String value, String supported, String hint)
      implements Problem {
    @Override
    public Severity severity() {
      return Severity.WARNING;
    }

    @Override
    public String code() {
      return "unsupported";
    }

    @Override
    public String text() {
      return Texts.sentence(
          path + ": " + value + " is not supported yet (supported: " + supported + ")", hint);
    }
  }

  /** Something that is read and has no effect. */
  record NotUsed(Place place, String path, String what, String hint, Severity severity)
      implements Problem {
    @Override
    public String code() {
      return "not-used";
    }

    @Override
    public String text() {
      return Texts.sentence(path.isEmpty() ? what : path + ": " + what, hint);
    }
  }

  /** Right by itself, and yet not to be used where it would have to be; the text says all. */
  record Misfit(Place place, String text) implements Problem {
    @Override
    public String path() {
      return "";
    }

    @Override
    public String code() {
      return "misfit";
    }
  }
}
