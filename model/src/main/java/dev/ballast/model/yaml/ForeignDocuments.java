// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.rollout.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of a file of somebody else's format, YAML or JSON, word by word.
 *
 * @param documents those that could be read and hold something
 */
public record ForeignDocuments(List<Tree> documents, List<Problem> problems) {

  public ForeignDocuments {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }

  /** Reads a file within the limits of our own. */
  public static ForeignDocuments of(Source source) {
    var problems = new ArrayList<Problem>();
    var limits = Limits.DEFAULT;
    if (source.bytes().length > limits.fileBytes()) {
      var what = "too large (expected: at most " + limits.fileBytes() + " bytes)";
      problems.add(SyntaxErrors.tooMuch(Place.wholeFile(source.name()), what));
      return new ForeignDocuments(List.of(), problems);
    }
    var text = Utf8.decode(source, problems::add);
    var documents = Documents.of(source.name(), text, limits, problems::add);
    for (var root : documents.roots()) {
      new Checker(source.name(), new Shape.Anything("anything"), problems::add)
          .check(root, new Shape.Anything("anything"), "");
    }
    var trees =
        documents.roots().stream().filter(root -> !Nodes.isNull(root)).map(Trees::of).toList();
    return new ForeignDocuments(trees, problems);
  }
}
