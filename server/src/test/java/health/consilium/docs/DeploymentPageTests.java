package health.consilium.docs;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DeploymentPageTests {

    @Test
    void everyKeyOfTheConfigurationIsListed() {
        new GeneratedBlock(Path.of("docs/deployment.md"), "settings").mustBe(new SettingsTable().text());
    }
}
