package health.consilium;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The module graph of docs/architecture.md, checked. */
class ModularityTests {

    private static final ApplicationModules MODULES = ApplicationModules.of(ConsiliumApplication.class);

    @Test
    void everyModuleUsesOnlyWhatItDeclares() {
        MODULES.verify();
    }

    @Test
    void theDiagramIsDrawnFromTheCode() {
        new Documenter(MODULES).writeModulesAsPlantUml();
    }
}
