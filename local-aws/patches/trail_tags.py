"""A trail keeps the tags it is created with.

AWS: CreateTrail's TagsList tags the trail.
MiniStack: ignores it, so that Terraform sees a difference for ever.
"""

from ministack.services import cloudtrail


def apply():
    create = cloudtrail._create_trail

    def create_trail(body):
        response = create(body)
        if response[0] == 200 and body.get("TagsList"):
            cloudtrail._add_tags({"ResourceId": cloudtrail._trail_arn(body["Name"]), "TagsList": body["TagsList"]})
        return response

    cloudtrail._DISPATCH["CreateTrail"] = create_trail
