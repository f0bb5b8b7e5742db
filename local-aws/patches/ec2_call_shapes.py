"""EC2's calls as CloudTrail writes them: camel case, a list as {"items": [...]} under "<name>Set"."""

import xml.etree.ElementTree as ElementTree

_SETS = {"ResourceId": "resourcesSet", "InstanceId": "instancesSet"}
_TEXTS = ("key", "value", "ownerId")


def request_parameters(params):
    """{"VpcId": ["vpc-1"], "Tag.1.Key": ["a"]} becomes {"vpcId": "vpc-1", "tagSet": {"items": [{"key": "a"}]}}."""
    tree = {}
    for path, values in params.items():
        *parents, leaf = path.split(".")
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})
        node[leaf] = values[0] if isinstance(values, list) else values
    return {
        key: value
        for name, node in tree.items()
        if name not in ("Action", "Version", "ClientToken")
        for key, value in [_parameter(name, node, top=True)]
    }


def _parameter(name, node, top=False):
    if not isinstance(node, dict):
        return _camel(name), _typed(node, _camel(name))
    if not all(step.isdigit() for step in node):
        return _camel(name), dict(_parameter(n, v) for n, v in node.items())
    items = [
        dict(_parameter(n, v) for n, v in item.items()) if isinstance(item, dict) else {_camel(name): item}
        for item in node.values()
    ]
    return (_SETS.get(name, f"{_camel(name)}Set"), {"items": items}) if top else (f"{_camel(name)}s", items)


def response_elements(body):
    """<vpc><vpcId>vpc-1</vpcId></vpc> becomes {"vpc": {"vpcId": "vpc-1"}}; the result <return> becomes "_return"."""
    elements = _element(ElementTree.fromstring(body))
    return {"_return" if name == "return" else name: value for name, value in elements.items()}


def _element(node):
    name = _name(node)
    if len(node) == 0:
        text = (node.text or "").strip()
        return {} if not text and name.endswith("Set") else _typed(text, name)
    if all(_name(child) == "item" for child in node):
        return {"items": [_element(child) for child in node]}
    return {_name(child): _element(child) for child in node}


def error_fields(status, body):
    """CloudTrail's errorCode ("Client.InvalidVpcID.NotFound") and errorMessage of a refused call."""
    error = ElementTree.fromstring(body).find(".//Error")
    side = "Client" if status < 500 else "Server"
    return {"errorCode": f"{side}.{error.findtext('Code')}", "errorMessage": error.findtext("Message")}


def _name(node):
    return node.tag.rsplit("}", 1)[-1]


def _camel(name):
    return name[0].lower() + name[1:]


def _typed(text, name):
    if name in _TEXTS or not isinstance(text, str):
        return text
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isdigit() else text
