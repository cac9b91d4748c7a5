// Stryker plugin: plants no faults in sentences for people. The codes beside them, which programs read, do get faults.

/** Text, glued together or not, wherever a notice or an error takes its words. */
function isText(node) {
  if (node.type === "BinaryExpression")
    return node.operator === "+" && (isText(node.left) || isText(node.right));
  return node.type === "StringLiteral" || node.type === "TemplateLiteral";
}

function isArgumentOf(path, name, from) {
  const { parent, node } = path;
  if (parent?.type !== "CallExpression" && parent?.type !== "NewExpression") return false;
  return parent.callee.name === name && parent.arguments.indexOf(node) >= from;
}

function shouldIgnore(path) {
  const { node, parent } = path;
  if (!isText(node)) return undefined;
  const words = parent?.type === "VariableDeclarator" && parent.id.name === "words";
  if (words || isArgumentOf(path, "notice", 1)) return "words of a notice";
  return isArgumentOf(path, "EvaluationError", 0) ? "words of an error" : undefined;
}

export const strykerPlugins = [{ kind: "Ignore", name: "words", value: { shouldIgnore } }];
