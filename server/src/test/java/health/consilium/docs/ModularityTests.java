package health.consilium.docs;

import health.consilium.ConsiliumApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The module graph of docs/architecture.md: the code keeps to it, and the page shows it. */
class ModularityTests {

    private static final Path PAGE = Path.of("docs/architecture.md");
    private static final ApplicationModules MODULES = ApplicationModules.of(ConsiliumApplication.class);

    private final ModuleGraph graph = new ModuleGraph(MODULES);

    @Test
    void everyModuleUsesOnlyWhatItDeclares() {
        MODULES.verify();
    }

    @Test
    void theDiagramShowsTheModulesOfTheCode() {
        new GeneratedBlock(PAGE, "modules").mustBe(graph.mermaid());
    }

    @Test
    void theTableSaysOfEachModuleWhatItIsFor() {
        new GeneratedBlock(PAGE, "module-table").mustBe(graph.table());
    }
}
