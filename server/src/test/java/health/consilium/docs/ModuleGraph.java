package health.consilium.docs;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** Which module uses which, as Mermaid and as a table. */
final class ModuleGraph {

    private static final Path SOURCES = Path.of("src/main/java/health/consilium");
    private static final Pattern PURPOSE = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

    private final Map<String, Set<String>> uses = new TreeMap<>();

    ModuleGraph(ApplicationModules modules) {
        modules.stream()
                .filter(module -> !module.isRootModule())
                .forEach(module -> uses.put(name(module), targets(module, modules)));
    }

    private static Set<String> targets(ApplicationModule module, ApplicationModules modules) {
        return module.getDirectDependencies(modules)
                .uniqueModules()
                .map(ModuleGraph::name)
                .filter(target -> !target.equals(name(module)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }

    /** An arrow that a longer way says as well is left out; the table has them all. */
    String mermaid() {
        StringBuilder text = new StringBuilder("```mermaid\nflowchart TD\n");
        uses.forEach((module, targets) -> {
            if (targets.isEmpty()) {
                text.append("    ").append(module).append('\n');
            }
            targets.stream()
                    .filter(target ->
                            targets.stream().noneMatch(other -> !other.equals(target) && reaches(other, target)))
                    .forEach(target -> text.append("    %s --> %s%n".formatted(module, target)));
        });
        return text.append("```\n").toString();
    }

    private boolean reaches(String from, String to) {
        return uses.getOrDefault(from, Set.of()).stream().anyMatch(next -> next.equals(to) || reaches(next, to));
    }

    String table() {
        StringBuilder text = new StringBuilder("| Module | What it does | Uses |\n|-|-|-|\n");
        uses.forEach((module, targets) -> text.append("| `%s` | %s | %s |%n"
                .formatted(module, purpose(module), targets.isEmpty() ? "–" : String.join(", ", targets))));
        return text.toString();
    }

    /** The first paragraph of the package's documentation, which is not in the class files. */
    private static String purpose(String module) {
        Matcher comment =
                PURPOSE.matcher(GeneratedBlock.read(SOURCES.resolve(module).resolve("package-info.java")));
        if (!comment.find()) {
            throw new AssertionError("Module " + module + " does not say what it is for");
        }
        return comment.group(1)
                .replaceAll("(?m)^\\s*\\*", "")
                .strip()
                .split("\\n\\s*(<p>|\\n)")[0]
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
