"""Settings: read, checked, and explained to the person who can mend them."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from listener import config
from listener.errors import ConfigError

ROOT = Path(__file__).parents[1]
BRAND = 'name = "Acme"\n[[queries]]\nany = ["acme"]\n'


@pytest.fixture(autouse=True)
def _english_and_alone(monkeypatch, tmp_path):
    monkeypatch.setenv("LISTENER_LANG", "en")
    monkeypatch.delenv("LISTENER_CONFIG", raising=False)
    monkeypatch.delenv("LISTENER_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def write(tmp_path):
    """Writes files under ./config; returns the folder."""

    def write(**files: str) -> Path:
        folder = tmp_path / "config"
        (folder / "brands").mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            path = folder / ("listener.toml" if name == "listener" else f"brands/{name}.toml")
            path.write_text(text, encoding="utf-8")
        return folder

    return write


def fault(environment: dict[str, str] | None = None, option: str | None = None) -> str:
    """What a person reads when the configuration does not load."""
    with pytest.raises(ConfigError) as caught:
        config.load(option, environment or {})
    return str(caught.value)


FAULTS_OF_A_BRAND = {
    "unknown setting": (
        'name = "Acme"\n[[queries]]\nany = ["acme"]\nexcludes = ["x"]\n',
        'config/brands/acme.toml: queries[0].excludes: no such setting (did you mean "exclude"?)',
    ),
    "unknown setting at the top": (
        'name = "Acme"\ntimezone = "UTC"\n',
        'config/brands/acme.toml: timezone: no such setting (did you mean "time_zone"?)',
    ),
    "unknown setting in a section": (
        BRAND + '[alerts]\nmail = ["a@example.com"]\n',
        'config/brands/acme.toml: alerts.mail: no such setting (did you mean "email"?)',
    ),
    "unknown setting of an optional section": (
        BRAND + "[detection]\nmin_negative = 3\n",
        "config/brands/acme.toml: detection.min_negative: no such setting "
        '(did you mean "min_negatives"?)',
    ),
    "unknown setting that resembles nothing": (
        BRAND + "[alerts]\nzzzzzz = 1\n",
        "config/brands/acme.toml: alerts.zzzzzz: no such setting",
    ),
    "id is the file's name, not a setting": (
        'id = "other"\n' + BRAND,
        "config/brands/acme.toml: id: no such setting",
    ),
    "missing name": (
        '[[queries]]\nany = ["acme"]\n',
        "config/brands/acme.toml: name: this setting is missing",
    ),
    "missing id of a listing": (
        'name = "Acme"\n[[listings]]\nsource = "feeds"\n',
        "config/brands/acme.toml: listings[0].id: this setting is missing",
    ),
    "wrong type": (
        'name = "Acme"\n[[queries]]\nany = "acme"\n',
        'config/brands/acme.toml: queries[0].any: needs a list ([...]), not text in quotes ("...")',
    ),
    "wrong type in a list": (
        'name = "Acme"\n[[queries]]\nany = ["acme", 7]\n',
        "config/brands/acme.toml: queries[0].any[1]: "
        'needs text in quotes ("..."), not a whole number',
    ),
    "wrong choice": (
        BRAND + '[alerts]\nlanguage = "eng"\n',
        'config/brands/acme.toml: alerts.language: "eng" is not one of: es, en, es-ES, es-MX, '
        'es-AR, en-US, en-GB (did you mean "en"?)',
    ),
    "language in another spelling": (
        BRAND + '[alerts]\nlanguage = "es_MX"\n',
        'config/brands/acme.toml: alerts.language: "es_MX" is not one of: es, en, es-ES, es-MX, '
        'es-AR, en-US, en-GB (did you mean "es-MX"?)',
    ),
    "bad time zone": (
        'time_zone = "Europe/Madird"\n' + BRAND,
        'config/brands/acme.toml: time_zone: no such time zone "Europe/Madird" '
        '(did you mean "Europe/Madrid"?)',
    ),
    "time zone that is a path": (
        'time_zone = "../../etc/passwd"\n' + BRAND,
        'config/brands/acme.toml: time_zone: no such time zone "../../etc/passwd"',
    ),
    "empty query": (
        'name = "Acme"\n[[queries]]\nexclude = ["x"]\n',
        "config/brands/acme.toml: queries[0]: the query is empty: "
        'give at least one phrase in "any" or in "all", or an expression in "query"',
    ),
    "blank phrase": (
        'name = "Acme"\n[[queries]]\nany = ["acme", " "]\n',
        "config/brands/acme.toml: queries[0].any: must not be empty",
    ),
    "language by its name": (
        'languages = ["español"]\n' + BRAND,
        'config/brands/acme.toml: languages[0]: needs two letters, for instance "es"',
    ),
    "country by its name": (
        BRAND + '[[listings]]\nsource = "appstore"\nid = "1"\ncountries = ["es", "México"]\n',
        'config/brands/acme.toml: listings[0].countries[1]: needs two letters, for instance "es"',
    ),
    "warm-up that its own history never ends": (
        BRAND + "[detection]\nwarm_up_days = 200\n",
        "config/brands/acme.toml: detection.warm_up_days: must be 182 or less",
    ),
    "twin queries": (
        BRAND + '[[queries]]\nany = ["acme inc"]\n',
        "config/brands/acme.toml: queries: two queries have the same name",
    ),
    "blank listing": (
        'name = "Acme"\n[[listings]]\nsource = "feeds"\nid = ""\n',
        "config/brands/acme.toml: listings[0].id: must not be empty",
    ),
    "template that is no text": (
        BRAND + "[answers.templates.thanks]\nes = 3\n",
        "config/brands/acme.toml: answers.templates.thanks.es: needs text in quotes "
        '("..."), not a whole number',
    ),
    "blank name": (
        'name = " "\n[[queries]]\nany = ["acme"]\n',
        "config/brands/acme.toml: name: must not be empty",
    ),
    "nothing to listen for": (
        'name = "Acme"\n',
        "config/brands/acme.toml: queries: nothing to listen for: add [[queries]] or [[listings]]",
    ),
}


@pytest.mark.parametrize(("text", "told"), FAULTS_OF_A_BRAND.values(), ids=FAULTS_OF_A_BRAND)
def test_a_fault_names_file_key_and_the_nearest_right_key(write, text, told):
    """What is wrong with a brand is told with its file, its key, and what was probably meant."""
    write(acme=text)
    assert fault() == told


FAULTS_OF_SETTINGS = {
    "unknown setting": (
        '[mail]\nhots = "smtp.example.com"\n',
        'config/listener.toml: mail.hots: no such setting (did you mean "host"?)',
    ),
    "wrong type": (
        '[mail]\nport = "587"\n',
        'config/listener.toml: mail.port: needs a whole number, not text in quotes ("...")',
    ),
    "wrong choice": (
        '[mail]\nsecurity = "start-tls"\n',
        'config/listener.toml: mail.security: "start-tls" is not one of: starttls, tls, none '
        '(did you mean "starttls"?)',
    ),
    "too small": (
        "[crawl]\nat_once = 0\n",
        "config/listener.toml: crawl.at_once: must be 1 or more",
    ),
    "no cap at all": (
        "[crawl]\nanswer_megabytes = 0.0\n",
        "config/listener.toml: crawl.answer_megabytes: must be more than 0",
    ),
    "no number": (
        "[crawl]\npace_factor = nan\n",
        "config/listener.toml: crawl.pace_factor: must be 0 or more",
    ),
    "too large": (
        "[mail]\nport = 99999\n",
        "config/listener.toml: mail.port: must be 65535 or less",
    ),
    "warm-up that never ends": (
        "[detection]\nhistory_days = 3\n",
        "config/listener.toml: detection.warm_up_days: must be 3 or less",
    ),
    "sender without an address": (
        '[mail]\nsender = "Escucha"\n',
        'config/listener.toml: mail.sender: "Escucha" is not an e-mail address',
    ),
    "empty database": (
        'database = ""\n',
        "config/listener.toml: database: must not be empty",
    ),
    "unknown setting of a channel": (
        "[channels.crm]\nkin = 'webhook'\n",
        'config/listener.toml: channels.crm.kin: no such setting (did you mean "kind"?)',
    ),
    "wrong choice of a channel": (
        "[channels.chat]\n[channels.crm]\nkind = 'webhok'\n",
        'config/listener.toml: channels.crm.kind: "webhok" is not one of: apprise, webhook '
        '(did you mean "webhook"?)',
    ),
    "section pasted twice": (
        "[mail]\nhost = ''\n[mail]\nport = 25\n",
        "config/listener.toml: cannot be read: line 3 repeats a setting or a section that stands "
        "further up; put both into one",
    ),
    "setting repeated at the end": (
        "language = 'en'\nlanguage = 'es'",
        "config/listener.toml: cannot be read: the last line repeats a setting or a section that "
        "stands further up; put both into one",
    ),
    "section given as a value": (
        "crawl = 3\n",
        "config/listener.toml: crawl: needs a section, not a whole number",
    ),
}


@pytest.mark.parametrize(("text", "told"), FAULTS_OF_SETTINGS.values(), ids=FAULTS_OF_SETTINGS)
def test_a_fault_in_listener_toml_is_told_likewise(write, text, told):
    """Settings for all brands are checked and explained like those of one."""
    write(listener=text)
    assert fault() == told


def test_languages_may_be_written_in_capitals(write):
    """`ES` is Spanish: nothing that looks for `es` has to know how it was typed."""
    listing = "[[listings]]\nsource = 'steam'\nid = '1'\nlanguages = ['Es']\n"
    write(acme=BRAND.replace("[[", "languages = ['ES', 'EN']\n[[") + listing)
    brand = config.load(None, {}).brands[0]
    assert brand.languages == ("es", "en")
    assert brand.listings[0].languages == ("es",)


def test_a_file_that_is_no_toml_is_named(write):
    """A slip of the pen is told with the file and the place in it."""
    write(acme='name = "Acme\n')
    told = fault()
    assert told.startswith("config/brands/acme.toml: cannot be read: ")
    assert "in line 1, column 13" in told


def test_a_file_in_another_encoding_is_named(write):
    """A file saved in an old encoding is named, not met with a traceback."""
    (write() / "brands" / "acme.toml").write_bytes('name = "Peñón"\n'.encode("latin-1"))
    assert fault().startswith("config/brands/acme.toml: cannot be read: ")


def test_two_files_may_not_describe_one_brand(write):
    """The same brand in two files is told, with the name of the other file."""
    write(acme=BRAND, acme2=BRAND.replace("Acme", "ACME "))
    assert fault() == 'config/brands/acme2.toml: name: the brand "ACME " is already in acme.toml'


def test_faults_are_told_in_the_reader_s_language(write, monkeypatch):
    """A Spanish reader reads the fault in Spanish."""
    monkeypatch.setenv("LISTENER_LANG", "es")
    write(acme='name = "Acme"\n[[queries]]\nany = ["acme"]\nexcludes = ["x"]\n')
    assert fault() == (
        "config/brands/acme.toml: queries[0].excludes: no existe este ajuste "
        '(¿querías decir "exclude"?)'
    )


def test_without_files_the_defaults_hold(write):
    """An empty folder is a valid configuration: all defaults, no brand."""
    write()
    loaded = config.load(None, {})
    assert loaded.settings == config.Settings()
    assert loaded.brands == ()


def test_settings_cannot_be_changed_by_accident(write):
    """What was read stays as it was read."""
    write(acme=BRAND)
    with pytest.raises(AttributeError):
        config.load(None, {}).settings.database = "other.db"  # type: ignore[misc]


def test_the_environment_overrides_the_file_and_the_file_the_default(write):
    """Precedence: environment, then file, then default."""
    folder = write()
    assert config.load(None, {}).database == folder.parent / "listener.db"
    write(listener='database = "of-the-file.db"\n')
    assert config.load(None, {}).database == folder.parent / "of-the-file.db"
    environment = {"LISTENER_DATABASE": "/elsewhere/of-the-environment.db"}
    assert config.load(None, environment).database == Path("/elsewhere/of-the-environment.db")


def test_the_option_says_where_before_the_environment_and_the_environment_before_here(
    write, tmp_path
):
    """The folder is found by option, then LISTENER_CONFIG, then ./config, then the user's own."""
    here = write()
    option, environment = tmp_path / "option", tmp_path / "environment"
    option.mkdir()
    environment.mkdir()
    named = {"LISTENER_CONFIG": str(environment), "XDG_CONFIG_HOME": str(tmp_path / "home")}
    (here / "listener.toml").touch()

    assert config.find_folder(str(option), named) == (option, "--config")
    assert config.find_folder(None, named) == (environment, "LISTENER_CONFIG")
    del named["LISTENER_CONFIG"]
    assert config.find_folder(None, named) == (here, "./config")
    (here / "listener.toml").unlink()
    (here / "brands").rmdir()
    assert config.find_folder(None, named) == (tmp_path / "home" / "listener", "user folder")


def test_the_file_itself_may_be_named_instead_of_its_folder(write):
    """`--config config/listener.toml` means its folder."""
    folder = write(listener="")
    assert config.load(str(folder / "listener.toml"), {}).folder == folder


@pytest.mark.parametrize(
    ("option", "environment", "key"),
    [("nowhere", {}, "--config"), (None, {"LISTENER_CONFIG": "nowhere"}, "LISTENER_CONFIG")],
)
def test_a_named_folder_must_be_there(option, environment, key):
    """A folder that somebody named but that is not there is told, never passed over."""
    assert fault(environment, option) == f"nowhere: {key}: no such folder"


@pytest.mark.parametrize(
    ("forbidden", "told"),
    [
        ("config/listener.toml", "config/listener.toml: cannot be read: there is no permission"),
        ("config/brands", "config/brands: the folder cannot be read: there is no permission"),
    ],
)
def test_what_nobody_may_look_into_is_named(write, monkeypatch, forbidden, told):
    """Who runs it as somebody else is not told to make a first brand, nor shown a traceback."""
    write(acme=BRAND, listener="")

    def refusing(of: str) -> None:
        allowed = getattr(Path, of)

        def refused(path: Path, *more, **others):
            if path.as_posix().endswith(forbidden):
                raise PermissionError(errno.EACCES, "Permission denied")
            return allowed(path, *more, **others)

        monkeypatch.setattr(Path, of, refused)

    for each in ("stat", "iterdir", "read_text"):
        refusing(each)
    assert fault() == told


def test_a_folder_within_one_that_nobody_may_look_into_is_named(tmp_path, monkeypatch):
    """The folder of another user: what was asked for is named, and why it cannot be read."""

    def refused(path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refused)
    told = "the folder cannot be read: there is no permission"
    assert fault(option="/root/config") == f"/root/config: --config: {told}"


def test_a_secret_comes_from_the_environment_or_from_a_file(tmp_path):
    """NAME holds the secret; NAME_FILE names the file that does; NAME goes first."""
    file = tmp_path / "password"
    file.write_text("from the file\n", encoding="utf-8")
    environment = {"PASSWORD_FILE": str(file)}
    assert config.secret("PASSWORD", environment) == "from the file"
    assert config.secret("PASSWORD", environment | {"PASSWORD": "direct"}) == "direct"
    assert config.secret("OTHER", environment) is None


def test_a_brand_may_have_an_account_of_its_own(tmp_path):
    """NAME__BRAND goes before NAME, from a file too; the others share NAME."""
    file = tmp_path / "key"
    file.write_text("of the bakery\n", encoding="utf-8")
    environment = {"KEY": "shared", "KEY__CAFE_LUNA": "of the café", "KEY__PAN_FILE": str(file)}
    keys = {brand: config.secret("KEY", environment, brand=brand) for brand in ("cafe-luna", "pan")}
    assert keys == {"cafe-luna": "of the café", "pan": "of the bakery"}
    assert config.secret("KEY", environment, brand="sol") == "shared"


def test_a_secret_file_that_is_not_there_is_named(tmp_path):
    """A path to nothing is told with the variable that named it."""
    with pytest.raises(ConfigError, match="gone: PASSWORD_FILE: this file cannot be read"):
        config.secret("PASSWORD", {"PASSWORD_FILE": str(tmp_path / "gone")})


def test_a_secret_file_that_is_no_text_is_named(tmp_path):
    """A file of bytes in place of a password is told, without a byte of it."""
    (tmp_path / "odd").write_bytes(b"\xff\xfehunter22")
    with pytest.raises(ConfigError) as caught:
        config.secret("PASSWORD", {"PASSWORD_FILE": str(tmp_path / "odd")})
    assert caught.value.key == "PASSWORD_FILE"
    assert "hunter22" not in str(caught.value)


def test_an_unknown_brand_is_told_with_the_nearest_one(write):
    """`--brand acne` asks whether acme was meant."""
    write(acme=BRAND)
    with pytest.raises(ConfigError, match='did you mean "acme"'):
        config.load(None, {}).brand("acne")
