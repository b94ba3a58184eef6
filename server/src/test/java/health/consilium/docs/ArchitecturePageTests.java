package health.consilium.docs;

import health.consilium.ConsiliumApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitecturePageTests {

    private static final Path PAGE = Path.of("docs/architecture.md");

    private final ModuleGraph graph = new ModuleGraph(ApplicationModules.of(ConsiliumApplication.class));

    @Test
    void theDiagramShowsTheModulesOfTheCode() {
        new GeneratedBlock(PAGE, "modules").mustBe(graph.mermaid());
    }

    @Test
    void theTableSaysOfEachModuleWhatItIsFor() {
        new GeneratedBlock(PAGE, "module-table").mustBe(graph.table());
    }
}
